package config

import (
	"reflect"
	"strconv"
	"time"
)

// Bound is a setting's least and greatest value as its tags have them.
type Bound struct {
	Variable  string
	Low, High int64
	Err       error
}

// Bounds parses the min and max tags strictly.
func Bounds() []Bound {
	parse := func(s Setting, text string) (int64, error) {
		if reflect.TypeFor[Config]().FieldByIndex(s.field).Type == reflect.TypeFor[time.Duration]() {
			d, err := time.ParseDuration(text)
			return int64(d), err
		}
		return strconv.ParseInt(text, 10, 64)
	}
	var bounds []Bound
	for _, s := range Settings() {
		if s.tag.Get("min") == "" && s.tag.Get("max") == "" {
			continue
		}
		b := Bound{Variable: s.Variable}
		if b.Low, b.Err = parse(s, s.tag.Get("min")); b.Err == nil {
			b.High, b.Err = parse(s, s.tag.Get("max"))
		}
		bounds = append(bounds, b)
	}
	return bounds
}
