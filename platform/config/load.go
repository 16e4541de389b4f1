package config

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"
)

// Error is one line for the operator.
type Error struct {
	Variable string
	Problem  string // what is wrong and how to mend it
}

func (e *Error) Error() string { return e.Variable + ": " + e.Problem }

func wrong(variable, format string, args ...any) *Error {
	return &Error{Variable: variable, Problem: fmt.Sprintf(format, args...)}
}

// Load reads the configuration. environ is os.Environ(), dotenv the path of a file that need not exist,
// and flags holds the values of the flags that were given, by variable. A value that is empty counts as
// not set. The error is an *Error, for the first setting that is wrong.
func Load(environ []string, dotenv string, flags map[string]string) (Config, error) {
	values, from, err := gather(environ, dotenv, flags)
	if err != nil {
		return Config{}, err
	}
	for _, s := range Settings() { // a choice may be written in any case
		for choice := range strings.FieldsSeq(s.tag.Get("oneof")) {
			if strings.EqualFold(choice, values[s.Variable]) {
				values[s.Variable] = choice
			}
		}
	}
	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: values}); err != nil {
		return Config{}, translate(err, values)
	}
	c.from = from
	if err := c.check(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Lookup finds one setting as it was given, unchecked: for a command to which it means something else than to a server.
func Lookup(environ []string, dotenv string, flags map[string]string, variable string) (string, error) {
	values, _, err := gather(environ, dotenv, flags)
	return values[variable], err
}

// gather lays the sources over each other.
func gather(environ []string, dotenv string, flags map[string]string) (values, from map[string]string, err error) {
	values, from = map[string]string{}, map[string]string{}
	set := func(variable, value, origin string) {
		if value = strings.TrimSpace(value); value != "" {
			values[variable], from[variable] = value, origin
		}
	}
	file, err := godotenv.Read(dotenv)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		// The parser's message quotes the line, and a line may hold a secret.
		return nil, nil, wrong(dotenv, "cannot be read; every line must look like NAME=value, and the file must be readable")
	}
	for variable, value := range file {
		set(variable, value, ".env")
	}
	for _, line := range environ {
		variable, value, _ := strings.Cut(line, "=")
		set(variable, value, "environment")
	}
	for variable, value := range flags {
		set(variable, value, "flag")
	}
	return values, from, nil
}

// translate turns the library's words, which speak of struct fields, into ours.
func translate(err error, values map[string]string) error {
	parse, ok := errors.AsType[env.ParseError](err)
	if !ok {
		return err
	}
	for _, s := range Settings() {
		if fieldName(s) != parse.Name {
			continue
		}
		if own, ok := errors.AsType[*Error](parse.Err); ok {
			return wrong(s.Variable, "%s", own.Problem)
		}
		return wrong(s.Variable, "%q is not %s", values[s.Variable], shape(s))
	}
	return err
}
