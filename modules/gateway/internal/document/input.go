package document

import (
	"math"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"tasklane/platform/fault"
)

// input is one argument of one selected field: its name, the type that the schema asks for and the value
// that the document gives, which may hold variables.
type input struct {
	name  string
	typ   *ast.Type
	value *ast.Value
}

// checkInputs holds every argument against its type. Literals were checked by validation, except those of
// the schema's own scalars; what variables bring is checked here, because here the argument's path is known.
func (o *Operation) checkInputs(variables map[string]any) error {
	for _, in := range o.inputs {
		if err := o.checkLiteral(in.name, in.typ, in.value, variables); err != nil {
			return err
		}
	}
	return nil
}

func (o *Operation) checkLiteral(path string, typ *ast.Type, v *ast.Value, variables map[string]any) error {
	switch v.Kind {
	case ast.Variable:
		if !given(v, variables) {
			return o.checkMissing(path, typ, v)
		}
		if value, sent := variables[v.Raw]; sent {
			return o.checkValue(path, typ, value)
		}
		return o.checkLiteral(path, typ, v.VariableDefinition.DefaultValue, variables)
	case ast.ListValue:
		item := typ
		if typ.Elem != nil {
			item = typ.Elem
		}
		for _, child := range v.Children {
			if err := o.checkLiteral(path, item, child.Value, variables); err != nil {
				return err
			}
		}
	case ast.ObjectValue:
		return o.checkObject(path, typ, v, variables)
	case ast.NullValue:
	default:
		if check := o.scalars[typ.Name()]; check != nil {
			return o.checkScalar(path, check, literal(v))
		}
	}
	return nil
}

// checkMissing refuses a variable without a value where one is needed.
func (o *Operation) checkMissing(path string, typ *ast.Type, v *ast.Value) error {
	if typ.NonNull || v.VariableDefinition != nil && v.VariableDefinition.Type.NonNull {
		return fault.Invalidf(path, "This is required: send the variable $%s.", v.Raw)
	}
	return nil
}

func (o *Operation) checkObject(path string, typ *ast.Type, v *ast.Value, variables map[string]any) error {
	definition := o.schema.Types[typ.Name()]
	if definition == nil {
		return nil
	}
	for _, child := range v.Children {
		field := definition.Fields.ForName(child.Name)
		if field == nil {
			continue
		}
		if err := o.checkLiteral(path+"."+child.Name, field.Type, child.Value, variables); err != nil {
			return err
		}
	}
	return nil
}

// checkValue checks what came as JSON.
func (o *Operation) checkValue(path string, typ *ast.Type, value any) error {
	if value == nil {
		if typ.NonNull {
			return fault.Invalidf(path, "This cannot be null.")
		}
		return nil
	}
	if typ.Elem != nil {
		items, isList := value.([]any)
		if !isList { // one value stands for a list of one
			return o.checkValue(path, typ.Elem, value)
		}
		for _, item := range items {
			if err := o.checkValue(path, typ.Elem, item); err != nil {
				return err
			}
		}
		return nil
	}
	definition := o.schema.Types[typ.NamedType]
	switch {
	case definition == nil:
		return nil
	case definition.Kind == ast.InputObject:
		return o.checkFields(path, definition, value)
	case definition.Kind == ast.Enum:
		return checkEnum(path, definition, value)
	}
	if check := o.scalars[typ.NamedType]; check != nil {
		if err := o.checkScalar(path, check, value); err != nil {
			return err
		}
	}
	return checkBuiltin(path, typ.NamedType, value)
}

func (o *Operation) checkFields(path string, definition *ast.Definition, value any) error {
	fields, ok := value.(map[string]any)
	if !ok {
		return fault.Invalidf(path, "This must be an object of type %s.", definition.Name)
	}
	for name := range fields {
		if definition.Fields.ForName(name) == nil {
			return fault.Invalidf(path+"."+name, "%s has no such field.", definition.Name)
		}
	}
	for _, field := range definition.Fields {
		v, sent := fields[field.Name]
		if !sent && field.Type.NonNull && field.DefaultValue == nil {
			return fault.Invalidf(path+"."+field.Name, "This is required.")
		}
		if sent {
			if err := o.checkValue(path+"."+field.Name, field.Type, v); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkEnum(path string, definition *ast.Definition, value any) error {
	name, ok := value.(string)
	if ok && definition.EnumValues.ForName(name) != nil {
		return nil
	}
	names := make([]string, len(definition.EnumValues))
	for i, v := range definition.EnumValues {
		names[i] = v.Name
	}
	return fault.Invalidf(path, "This must be one of %s.", strings.Join(names, ", "))
}

func (o *Operation) checkScalar(path string, check func(any) error, value any) error {
	if err := check(value); err != nil {
		return fault.Invalidf(path, "%s", err.Error())
	}
	return nil
}

func checkBuiltin(path, scalar string, value any) error {
	ok, want := true, ""
	switch scalar {
	case "Int":
		want = "a whole number of 32 bits"
		ok = isInt32(value)
	case "Float":
		want = "a number"
		_, isFloat := value.(float64)
		ok = isFloat || isInt32(value)
	case "Boolean":
		want = "true or false"
		_, ok = value.(bool)
	case "String", "ID":
		want = "a string"
		_, ok = value.(string)
	}
	if !ok {
		return fault.Invalidf(path, "This must be %s.", want)
	}
	return nil
}

func isInt32(value any) bool {
	switch n := value.(type) {
	case float64:
		return n == math.Trunc(n) && n >= math.MinInt32 && n <= math.MaxInt32
	case int:
		return n >= math.MinInt32 && n <= math.MaxInt32
	}
	return false
}

// literal gives a document's literal as JSON would.
func literal(v *ast.Value) any {
	value, err := v.Value(nil)
	if err != nil {
		return v.Raw
	}
	switch n := value.(type) {
	case int64:
		return float64(n)
	default:
		return n
	}
}
