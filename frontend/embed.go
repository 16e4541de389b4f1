// Package frontend embeds the built web app.
//
// `npm run build` writes it to dist. The placeholder dist/.keep is committed, so that `go build`
// works without npm; the gateway then serves a page that says how to build the app.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist returns the files of the built web app, index.html at its root, and whether the app was built.
// Files below assets/ carry a hash of their content in their name and may be cached for ever.
func Dist() (files fs.FS, built bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return dist, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
