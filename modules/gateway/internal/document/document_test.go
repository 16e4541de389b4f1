package document_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
)

// sdl is a small schema with everything that the package decides about: pages, lists, interfaces, @viewer,
// inputs, and a scalar of its own.
const sdl = `
directive @viewer on FIELD_DEFINITION
scalar Date
enum Level { LOW HIGH }
interface Node { id: ID! name: String }
type Book implements Node {
  id: ID! name: String mine: Boolean @viewer pages: [Page!]! shelf(first: Int, after: String): BookConnection! self: Book
}
type Card implements Node { id: ID! name: String @viewer }
type Page { number: Int! notes: [Note!]! }
type Note { text: String! }
type BookConnection { nodes: [Book!]! edges: [BookEdge!]! totalCount: Int! }
type BookEdge { cursor: String! node: Book! }
input BookInput { id: ID name: String! level: Level on: Date tags: [String!] maybe: [String] count: Int inner: BookInput }
type Query { book(id: ID, name: String): Book node(id: ID!): Node books(first: Int, last: Int): BookConnection find(input: BookInput!): Book }
type Mutation { login(name: String!): Boolean logout: Boolean add(input: BookInput!): Book rename(id: ID!, name: String): Book }
type Subscription { changes(bookId: ID!, after: String): Book! }
`

func catalog(t *testing.T, limits document.Limits) *document.Catalog {
	t.Helper()
	c, err := document.NewCatalog(sdl, limits, document.Scalars{"Date": func(value any) error {
		if text, ok := value.(string); !ok || len(text) != 10 {
			return errors.New("write it as 2026-11-23")
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func operation(t *testing.T, text string) *document.Operation {
	t.Helper()
	d, err := catalog(t, document.Limits{}).Parse(text)
	if err != nil {
		t.Fatalf("parsing %s: %v", text, err)
	}
	op, err := d.Operation("")
	if err != nil {
		t.Fatal(err)
	}
	return op
}

func TestTheProductsSchemaIsOne(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../../schema/schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	c, err := document.NewCatalog(string(text), document.Limits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := c.Parse(`subscription($p: ID!, $after: String) { taskEvents(projectId: $p, after: $after) { seq task { ref watchedByMe } } }`)
	if err != nil {
		t.Fatal(err)
	}
	if op, _ := d.Operation(""); !op.UsesViewer {
		t.Error("watchedByMe depends on the viewer")
	}
}

func TestAnOperationIsFoundByName(t *testing.T) {
	t.Parallel()
	d, err := catalog(t, document.Limits{}).Parse(`query A { book { id } } mutation B { ...F } fragment F on Mutation { logout x: logout }`)
	if err != nil {
		t.Fatal(err)
	}
	op, err := d.Operation("B")
	if err != nil || op.Kind != document.Mutation || strings.Join(op.Fields, " ") != "logout logout" {
		t.Errorf("got %+v, %v", op, err)
	}
	for _, name := range []string{"", "C"} {
		if _, err := d.Operation(name); !fault.Is(err, fault.Invalid) || fault.From(err).Field != "operationName" {
			t.Errorf("operation %q: %v", name, err)
		}
	}
}

func TestQ51_SignInsOfAllOperationsAreCountedTogether(t *testing.T) {
	t.Parallel()
	d, err := catalog(t, document.Limits{}).Parse(`mutation A { a: login(name: "a") ...F ... on Mutation { logout } } mutation B { login(name: "b") } fragment F on Mutation { b: login(name: "c") }`)
	if err != nil {
		t.Fatal(err)
	}
	if d.AccountFields != 4 {
		t.Errorf("counted %d, want 4", d.AccountFields)
	}
}

func TestAFieldBehindAnInterfaceDependsOnTheViewerWhenAnyTypeSaysSo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{ book { id name } }`:                             false,
		`{ book { ...F } } fragment F on Book { mine }`:    true,
		`{ node(id: 1) { id } }`:                           false,
		`{ node(id: 1) { name } }`:                         true,
		`{ node(id: 1) { ... on Book { id name } } }`:      false,
		`{ books { nodes { shelf { nodes { mine } } } } }`: true,
	} {
		if got := operation(t, text).UsesViewer; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestASubscriptionHasOneRootFieldThatIsAlwaysThere(t *testing.T) {
	t.Parallel()
	c := catalog(t, document.Limits{})
	for _, text := range []string{
		`subscription { changes(bookId: 1) { id } other: changes(bookId: 2) { id } }`,
		`subscription { __typename }`,
		`subscription { changes(bookId: 1) @skip(if: true) { id } }`,
		`subscription { ... @include(if: false) { changes(bookId: 1) { id } } }`,
	} {
		if _, err := c.Parse(text); err == nil {
			t.Errorf("accepted: %s", text)
		}
	}
	if _, err := c.Parse(`subscription { changes(bookId: 1) { id @skip(if: true) name } }`); err != nil {
		t.Errorf("a condition below the root is fine: %v", err)
	}
}

func TestADocumentIsReadOnce(t *testing.T) {
	t.Parallel()
	c := catalog(t, document.Limits{})
	first, err := c.Parse(`{ book { id } }`)
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.Parse(`{ book { id } }`)
	if err != nil || first != second {
		t.Errorf("read again: %v", err)
	}
	for i := range 70 { // each 16 kB: together more than the cache holds
		text := "{ book { id } } #" + strings.Repeat(string(rune('a'+i%26)), 16_000+i)
		if _, err := c.Parse(text); err != nil {
			t.Fatal(err)
		}
	}
	third, err := c.Parse(`{ book { id } }`)
	if err != nil || first == third {
		t.Errorf("the oldest document should have left the cache: %v", err)
	}
}
