package graph

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

// Time is an instant in answers and arguments: RFC 3339, always UTC, to the microsecond.
type Time struct{ time.Time }

const timeForm = "2006-01-02T15:04:05.999999Z07:00"

// ImplementsGraphQLType binds Time to the scalar of its name.
func (Time) ImplementsGraphQLType(name string) bool { return name == "Time" }

// UnmarshalGraphQL reads an instant with any offset.
func (t *Time) UnmarshalGraphQL(input any) error {
	var err error
	t.Time, err = parseTime(input)
	return err
}

// MarshalJSON writes the instant in UTC.
func (t Time) MarshalJSON() ([]byte, error) {
	return strconv.AppendQuote(nil, t.UTC().Format(timeForm)), nil
}

func parseTime(input any) (time.Time, error) {
	text, is := input.(string)
	t, err := time.Parse(time.RFC3339Nano, text)
	if !is || err != nil {
		return time.Time{}, fmt.Errorf("use an instant such as 2026-11-23T06:32:16.123Z")
	}
	return t.UTC().Truncate(time.Microsecond), nil
}

// ID is an id in answers. The library's own type writes itself as JSON, which is checked again and takes four times as
// long as a plain string does: a tenth of the time of a list.
type ID string

// ImplementsGraphQLType binds ID to the scalar of its name.
func (ID) ImplementsGraphQLType(name string) bool { return name == "ID" }

// UnmarshalGraphQL is there because the library wants it of every scalar; arguments have the library's type.
func (id *ID) UnmarshalGraphQL(input any) error {
	s, err := text(input)
	*id = ID(s)
	return err
}

// Date is a calendar day in answers and arguments.
type Date string

// ImplementsGraphQLType binds Date to the scalar of its name.
func (Date) ImplementsGraphQLType(name string) bool { return name == "Date" }

// UnmarshalGraphQL reads a day that exists.
func (d *Date) UnmarshalGraphQL(input any) error {
	day, err := parseDate(input)
	*d = Date(day)
	return err
}

func parseDate(input any) (task.Date, error) {
	text, is := input.(string)
	if _, err := time.Parse(time.DateOnly, text); !is || err != nil {
		return "", fmt.Errorf("use a day such as 2026-11-23")
	}
	return task.Date(text), nil
}

// Scalars checks scalars of arguments before anything is executed. The contracts have the empty id for one that is left
// out, so an empty one must not get that far.
func Scalars() map[string]func(any) error {
	return map[string]func(any) error{
		"ID": func(v any) error {
			if v == "" {
				return errors.New("an id cannot be empty")
			}
			return nil
		},
		"Time": func(v any) error { _, err := parseTime(v); return err },
		"Date": func(v any) error { _, err := parseDate(v); return err },
	}
}

// maybe is a field of an update input: left out, null, or a value. The library has no such type for enums and
// lists, and one for all kinds is simpler than six.
type maybe[T any] struct{ null.Of[T] }

// ImplementsGraphQLType accepts any type: the document has been validated against the schema already.
func (maybe[T]) ImplementsGraphQLType(string) bool { return true }

// Nullable tells the library to call UnmarshalGraphQL for null too.
func (*maybe[T]) Nullable() {}

// UnmarshalGraphQL is called for a field that is there.
func (m *maybe[T]) UnmarshalGraphQL(input any) error {
	m.Set = true
	if input == nil {
		return nil
	}
	m.Valid = true
	return coerce(&m.Value, input)
}

// coerce reads what the library hands over into the contracts' types.
func coerce(into, input any) error {
	var err error
	switch v := into.(type) {
	case *time.Time:
		*v, err = parseTime(input)
	case *task.Date:
		*v, err = parseDate(input)
	case *[]string:
		*v, err = stringList(input)
	case *string:
		*v, err = text(input)
	case *task.Priority:
		var s string
		s, err = text(input)
		*v = task.Priority(s)
	case *task.Category:
		var s string
		s, err = text(input)
		*v = task.Category(s)
	case *bool:
		b, is := input.(bool)
		if !is {
			err = fmt.Errorf("wrong type: %T", input)
		}
		*v = b
	case *int:
		*v, err = number(input)
	default:
		err = fmt.Errorf("no way to read a %T", into)
	}
	return err
}

// number reads an Int: an int32 of a literal, or a float64 of a variable, as JSON has it. That it is a whole number of
// 32 bits has been checked against the schema.
func number(input any) (int, error) {
	switch n := input.(type) {
	case int32:
		return int(n), nil
	case float64:
		return int(n), nil
	default:
		return 0, fmt.Errorf("wrong type: %T", input)
	}
}

func text(input any) (string, error) {
	switch v := input.(type) {
	case string:
		return v, nil
	case int32: // an ID may be written as a number
		return strconv.Itoa(int(v)), nil
	default:
		return "", fmt.Errorf("wrong type: %T", input)
	}
}

// stringList reads a list; a single value is a list of one.
func stringList(input any) ([]string, error) {
	values, is := input.([]any)
	if !is {
		values = []any{input}
	}
	out := make([]string, 0, len(values))
	for _, v := range values {
		s, err := text(v)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// notEmpty refuses an empty text where the contracts have "" for one that is left out.
func notEmpty(field string, s *string) error {
	if s != nil && *s == "" {
		return fault.Invalidf(field, "This cannot be empty; leave it out for the default.")
	}
	return nil
}
