package document

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// executable is what the executor gets for one set of sent variables.
type executable struct {
	text string
	// tokens is the text without its layout, for keys.
	tokens string
	// variables are the names that the text still defines.
	variables []string
}

// executables are an operation's executable texts, by the names that were not sent. Clients send few
// different sets; one who plays with them starts the collection over.
type executables struct {
	source    source
	operation *Operation
	// droppable are the variables that may stay unsent: nullable and without a default.
	droppable []string
	// whole says that the original text can be executed when nothing is to be dropped.
	whole bool

	mu   sync.Mutex
	made map[string]*executable
}

const executablesKept = 16

func newExecutables(s source, o *Operation) *executables {
	e := &executables{source: s, operation: o, made: map[string]*executable{}}
	for _, v := range o.definition.VariableDefinitions {
		if !v.Type.NonNull && v.DefaultValue == nil {
			e.droppable = append(e.droppable, v.Variable)
		}
	}
	e.whole = len(o.document.Operations) == 1 && o.Kind != Subscription
	return e
}

func (e *executables) get(variables map[string]any) *executable {
	unset := map[string]bool{}
	var names strings.Builder
	for _, name := range e.droppable {
		if _, sent := variables[name]; !sent {
			unset[name] = true
			names.WriteString(name)
			names.WriteByte(' ')
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if made, ok := e.made[names.String()]; ok {
		return made
	}
	if len(e.made) >= executablesKept {
		clear(e.made)
	}
	p := prune(e.source, e.operation, unset)
	made := &executable{text: p.textLeft(), tokens: p.tokensLeft(), variables: defined(p, e.operation.definition)}
	e.made[names.String()] = made
	return made
}

// defined lists the variables whose definition is left.
func defined(p *pruning, definition *ast.OperationDefinition) []string {
	left := map[string]bool{}
	for i := 0; i+1 < len(p.tokens); i++ {
		if p.source.text[p.tokens[i].start] == '$' && !p.drop[i] {
			left[p.tokens[i+1].name] = true
		}
	}
	var names []string
	for _, v := range definition.VariableDefinitions {
		if left[v.Variable] {
			names = append(names, v.Variable)
		}
	}
	return names
}

// Executable is the text to execute, for which Name is the operation's name. It differs from what the
// client sent in this:
//
//   - other operations, and fragments that only they use, are gone;
//   - an argument or input field whose variable was neither sent nor has a default is gone, and the variable's
//     definition with it: left out means left alone, where the executor would make it null;
//   - a subscription has become a query, for the schema whose query type is Subscription, and its root field
//     has lost the argument `after`.
func (o *Operation) Executable(variables map[string]any) string {
	if o.executable.whole && !o.executable.anyUnsent(variables) {
		return o.executable.source.text
	}
	return o.executable.get(variables).text
}

func (e *executables) anyUnsent(variables map[string]any) bool {
	for _, name := range e.droppable {
		if _, sent := variables[name]; !sent {
			return true
		}
	}
	return false
}

// Variables are the variables that Executable still defines and that were sent, in a map of their own: the
// executor writes the defaults into the map it is given, so every execution needs one for itself.
func (o *Operation) Variables(variables map[string]any) map[string]any {
	kept := make(map[string]any, len(variables))
	for _, name := range o.executable.get(variables).variables {
		if v, sent := variables[name]; sent {
			kept[name] = v
		}
	}
	return kept
}

// Key is equal for two subscriptions exactly when one execution serves both: the same selection, the same
// operation and the same variables, wherever each of them started (`after`). It is empty, and then shares
// with nobody, for variables that did not come from JSON.
func (o *Operation) Key(variables map[string]any) string {
	hash := sha256.New()
	hash.Write([]byte(o.executable.get(variables).tokens))
	hash.Write([]byte{0})
	// Maps are written in the order of their keys, so equal variables give equal text. What came out of JSON
	// goes back into it without an error.
	if err := json.NewEncoder(hash).Encode(o.Variables(variables)); err != nil {
		return ""
	}
	return hex.EncodeToString(hash.Sum(nil))
}
