package document

// Names lists a document's operations.
func (d *Document) Names() []string {
	var names []string
	for _, operation := range d.operations {
		names = append(names, operation.Name)
	}
	return names
}

// EveryVariable gives each of an operation's variables the same value, so that none is left out.
func EveryVariable(o *Operation, value any) map[string]any {
	variables := map[string]any{}
	for _, v := range o.definition.VariableDefinitions {
		variables[v.Variable] = value
	}
	return variables
}
