// Package migrations holds the SQL files that make each module's tables: <module>/sqlite and
// <module>/postgres, kept line by line alike.
package migrations

import "embed"

// FS has a folder for each module.
//
//go:embed */sqlite/*.sql */postgres/*.sql
var FS embed.FS
