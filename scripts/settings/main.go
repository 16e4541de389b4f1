// Command settings writes docs/settings.md from the table of settings: run it from the root of the repository.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"tasklane/platform/config"
)

const head = `# Settings and limits

Made from the code by ` + "`make verify`" + `; do not edit. Each setting is an environment variable, a line of the file ` + "`.env`" + `, or a flag of
` + "`tasklane serve`" + `, the later one winning. ` + "`tasklane config`" + ` shows what counts. Secrets have no flag: every user of a machine can read command lines.

| variable | flag | default | |
|---|---|---|---|
`

const tail = `
## What a limit says
| met | answer |
|---|---|
| a document is too deep, too large or too costly | ` + "`TOO_COMPLEX`" + `, naming the limit, the document's value and the maximum |
| too many operations, sockets or sign-ins | ` + "`RATE_LIMITED`" + ` with ` + "`retryAfter`" + ` in seconds; a socket too many is closed with 4429 |
| a query takes too long | ` + "`UNAVAILABLE`" + `; the database stops working on it |
| a body is too large | HTTP 413, or the socket is closed with 1009 |
| a subscriber reads too slowly | ` + "`RESYNC_REQUIRED`" + `, and the subscription ends |

A document's cost is the number of values that its answer may hold: a page counts as many times as its ` + "`first`" + ` or ` + "`last`" + ` says (50 when neither is given), what is
selected below it once for each item. The web app stays below half of every limit, and a test says so. Sign-in is slowed down after five failures of an account from
places it has not signed in from, or twenty of a client address, doubling from a second to a minute.
`

func main() {
	var doc bytes.Buffer
	doc.WriteString(head)
	for _, s := range config.Settings() {
		flag, standard := "", ""
		if s.Flag != "" {
			flag = "`--" + s.Flag + "`"
		}
		if s.Default != "" {
			standard = "`" + s.Default + "`"
		}
		fmt.Fprintf(&doc, "| `%s` | %s | %s | %s |\n", s.Variable, flag, standard, strings.ReplaceAll(s.Help, "|", "\\|"))
	}
	doc.WriteString(tail)
	if err := os.WriteFile("docs/settings.md", doc.Bytes(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
