package tcptest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the fixtures of the wire form anew")

// Fixture holds lines against a file of the version before. With -update it writes the file; what a review must ask
// then is whether lines have only been added to.
func Fixture(t *testing.T, path string, lines []string) {
	t.Helper()
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was := map[string]bool{}
	for line := range strings.Lines(string(want)) {
		was[strings.TrimSuffix(line, "\n")] = true
	}
	for _, line := range lines {
		if !was[line] {
			t.Errorf("this is not as %s has it:\n%s", path, line)
		}
		delete(was, line)
	}
	for line := range was {
		t.Errorf("this was in %s, and is no more:\n%s", path, line)
	}
	if t.Failed() {
		t.Log("A process of the version before may be at the other end: fields and methods are added, never renamed, removed or given another type. When that holds, go test -update.")
	}
}

// instant is what every time in a fixture is.
var instant = time.Date(2026, 11, 23, 6, 32, 16, 123456000, time.UTC)

// Filled is a value of this type that has something in every field.
func Filled(t *testing.T, of reflect.Type) reflect.Value {
	t.Helper()
	v := reflect.New(of).Elem()
	fill(t, v, of.Name())
	return v
}

func fill(t *testing.T, v reflect.Value, name string) {
	t.Helper()
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(instant))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.ToLower(name))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), name)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0), name)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key, name)
		fill(t, value, name)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() {
				t.Fatalf("%s.%s cannot go over the wire: it is not exported", v.Type(), field.Name)
			}
			fill(t, v.Field(i), field.Name)
		}
	default:
		t.Fatalf("%s is a %s, which cannot go over the wire", name, fmt.Sprint(v.Type()))
	}
}
