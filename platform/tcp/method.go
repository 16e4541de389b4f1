package tcp

import (
	"maps"
	"reflect"
	"slices"
)

// service is the one gRPC service under which all methods lie.
const service = "tasklane"

// Method is a method that a server answers.
type Method struct {
	Name    string // task.CreateTask
	In, Out reflect.Type
}

func describe[In, Out any](name string) Method {
	return Method{Name: name, In: reflect.TypeFor[In](), Out: reflect.TypeFor[Out]()}
}

// Methods lists what the server answers, by name.
func (s *Server) Methods() []Method {
	list := make([]Method, 0, len(s.methods))
	for _, name := range slices.Sorted(maps.Keys(s.methods)) {
		list = append(list, s.methods[name].Method)
	}
	return list
}

func pathOf(method string) string { return "/" + service + "/" + method }
