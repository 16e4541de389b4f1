package database

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// busyTimeout is how long one waits for another process that has the file: none has it for long.
const busyTimeout = 5 * time.Second

// FilePath says whether the URL names a SQLite file, and which.
func FilePath(databaseURL string) (path string, ok bool) {
	rest, ok := strings.CutPrefix(databaseURL, "sqlite:")
	if !ok {
		return "", false
	}
	path, _, _ = strings.Cut(rest, "?")
	if after, found := strings.CutPrefix(path, "//"); found {
		path = after
	}
	return path, true
}

// sqliteSettings are what a SQLite URL says.
type sqliteSettings struct {
	path        string
	synchronous string
}

func parseSQLite(databaseURL string) (sqliteSettings, error) {
	path, _ := FilePath(databaseURL)
	if path == "" || strings.HasPrefix(path, ":") {
		return sqliteSettings{}, fmt.Errorf("the database URL names no file; give sqlite:<path>")
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return sqliteSettings{}, fmt.Errorf("the database file's path %q: %w", path, err)
	}
	s := sqliteSettings{path: absolute, synchronous: "NORMAL"}
	_, query, _ := strings.Cut(databaseURL, "?")
	options, err := url.ParseQuery(query)
	if err != nil {
		return s, fmt.Errorf("the options of the database URL cannot be read: %w", err)
	}
	for name, values := range options {
		value := strings.ToUpper(values[len(values)-1])
		if name != "synchronous" || (value != "NORMAL" && value != "FULL") {
			return s, fmt.Errorf("the database URL has the option %s=%s; known are synchronous=normal and synchronous=full", name, strings.ToLower(value))
		}
		s.synchronous = value
	}
	return s, nil
}

// dsn builds what the driver opens. The driver runs some of its options as SQL, so they are only
// ever our own words, and the path is escaped as SQLite's URIs want it.
func (s sqliteSettings) dsn(writes bool) string {
	options := url.Values{
		"_busy_timeout": {strconv.FormatInt(busyTimeout.Milliseconds(), 10)},
		"_foreign_keys": {"on"},
		"_synchronous":  {s.synchronous},
		"_dqs":          {"0"},
		"_pragma":       {"temp_store(MEMORY)"},
	}
	if writes {
		options.Set("_journal_mode", "WAL")
		options.Set("_txlock", "immediate")
		options.Add("_pragma", "journal_size_limit(67108864)")
	} else {
		options.Set("_query_only", "on")
	}
	file := url.URL{Scheme: "file", OmitHost: true, Path: s.path, RawQuery: options.Encode()}
	return file.String()
}
