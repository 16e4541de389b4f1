package database

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tasklane/platform/fault"
)

// list is an argument that is a list of texts.
type list []string

// Strings makes the argument for Dialect.In.
func Strings(values []string) any { return list(values) }

// prepare checks the arguments of a statement and converts those that a database does not take as
// they are. The caller's slice stays as it is.
func prepare(d Dialect, args []any) ([]any, error) {
	ready, copied := args, false
	for i, arg := range args {
		value, changed, err := argument(d, arg)
		if err != nil {
			return nil, err
		}
		if !changed {
			continue
		}
		if !copied {
			ready, copied = slices.Clone(args), true
		}
		ready[i] = value
	}
	return ready, nil
}

func argument(d Dialect, arg any) (value any, changed bool, err error) {
	switch v := arg.(type) {
	case nil, bool, int, int32, int64, float64, []byte, Time, *Time, NullTime, *int, *int64, *bool:
		return nil, false, nil
	case string:
		return nil, false, storable(v)
	case *string:
		if v == nil {
			return nil, false, nil
		}
		return nil, false, storable(*v)
	case JSON:
		if v == nil {
			return nil, true, nil
		}
		text := string(v)
		return text, true, storable(text)
	case list:
		for _, text := range v {
			if err := storable(text); err != nil {
				return nil, false, err
			}
		}
		value, err := d.list(v)
		return value, true, err
	case time.Time, *time.Time:
		return nil, false, fmt.Errorf("database: a %T is no argument; give database.At(t)", arg)
	case []string:
		return nil, false, fmt.Errorf("database: a []string is no argument; give database.Strings(list)")
	}
	if text := reflect.ValueOf(arg); text.Kind() == reflect.String {
		return text.String(), true, storable(text.String())
	}
	return nil, false, nil
}

// storable says whether both databases can keep a text: PostgreSQL refuses NUL and broken UTF-8
// where SQLite would take them, so neither gets them.
func storable(text string) error {
	if strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) {
		return fault.Invalidf("", "Text must be valid UTF-8 without NUL characters.")
	}
	return nil
}

// encodeList is the form in which SQLite's json_each takes a list.
func encodeList(values []string) (any, error) {
	if values == nil {
		return "[]", nil
	}
	text, err := json.Marshal(values)
	return string(text), err
}
