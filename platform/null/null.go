// Package null tells an absent field from a null one and from a value: in an update an absent field
// stays and null clears it.
package null

// Of is absent (the zero value), null, or a value. It travels as plain fields, so any codec can carry it; those that
// are zero are left out, so that what an update does not touch takes next to nothing.
type Of[T any] struct {
	// Set is false when the field was absent.
	Set bool `json:",omitzero"`
	// Valid is false when the field was null.
	Valid bool `json:",omitzero"`
	Value T    `json:",omitzero"`
}

// Value makes a present value.
func Value[T any](v T) Of[T] { return Of[T]{Set: true, Valid: true, Value: v} }

// Null makes an explicit null.
func Null[T any]() Of[T] { return Of[T]{Set: true} }

// Cleared says that the field was given as null.
func (o Of[T]) Cleared() bool { return o.Set && !o.Valid }

// Given says that the field was given with a value.
func (o Of[T]) Given() bool { return o.Set && o.Valid }

// Or gives the value, or what stands in for it when it is absent or null.
func (o Of[T]) Or(other T) T {
	if o.Given() {
		return o.Value
	}
	return other
}

// Pointer gives nil for absent and null alike.
func (o Of[T]) Pointer() *T {
	if !o.Given() {
		return nil
	}
	v := o.Value
	return &v
}

// FromPointer makes a value of a pointer and absence of nil.
func FromPointer[T any](p *T) Of[T] {
	if p == nil {
		return Of[T]{}
	}
	return Value(*p)
}
