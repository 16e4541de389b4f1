package config

import (
	"reflect"
	"strings"
)

// Setting describes one setting for flags and documentation.
type Setting struct {
	Variable string // the environment's name for it, e.g. API_ADDR
	Flag     string // the command line's, e.g. api-addr; empty when it may not stand there
	Help     string // one line
	Default  string // as it would be written
	Secret   bool   // its value is never shown
	field    []int
	tag      reflect.StructTag
}

// Settings lists every setting, in the order of Config.
func Settings() []Setting { return settingsOf(reflect.TypeFor[Config](), nil) }

func settingsOf(t reflect.Type, path []int) []Setting {
	var found []Setting
	for i := range t.NumField() {
		field := t.Field(i)
		at := append(append([]int{}, path...), i)
		if field.Type == reflect.TypeFor[Limits]() || field.Type == reflect.TypeFor[Traces]() {
			found = append(found, settingsOf(field.Type, at)...)
			continue
		}
		variable := field.Tag.Get("env")
		if variable == "" {
			continue
		}
		s := Setting{
			Variable: variable,
			Help:     field.Tag.Get("help"),
			Default:  field.Tag.Get("envDefault"),
			Secret:   field.Tag.Get("secret") != "",
			field:    at,
			tag:      field.Tag,
		}
		if field.Tag.Get("noflag") == "" {
			s.Flag = strings.ToLower(strings.ReplaceAll(variable, "_", "-"))
		}
		found = append(found, s)
	}
	return found
}

// Given says whether somebody has set the variable, wherever; else its value is the default.
func (c Config) Given(variable string) bool { return c.from[variable] != "" }

// Value is one line of the effective configuration.
type Value struct {
	Variable string
	Text     string // as it would be written, secrets masked
	From     string // default, .env, environment or flag
}

// Effective lists every setting with the value that counts and its origin. Secrets and passwords in
// addresses are masked, so that it may be shown to anybody who helps.
func (c Config) Effective() []Value {
	v := reflect.ValueOf(c)
	var out []Value
	for _, s := range Settings() {
		field := v.FieldByIndex(s.field)
		from := c.from[s.Variable]
		if from == "" {
			from = "default"
		}
		out = append(out, Value{Variable: s.Variable, Text: textOf(field), From: from})
	}
	return out
}
