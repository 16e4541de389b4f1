package mention_test

import (
	"slices"
	"strings"
	"testing"

	"tasklane/modules/task/internal/mention"
)

const (
	ada = "018f0000-0000-7000-8000-00000000000a"
	bob = "018f0000-0000-7000-8000-00000000000b"
)

func TestFind(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"nothing":             {"Hello @Ada", nil},
		"one":                 {"Hello [@Ada](mention:" + ada + ")!", []string{ada}},
		"two":                 {"[@Ada](mention:" + ada + ")[@Bob](mention:" + bob + ")", []string{ada, bob}},
		"one twice":           {"[@Ada](mention:" + ada + ") [@A](mention:" + ada + ")", []string{ada}},
		"brackets in a name":  {"[@Ada [she\\]](mention:" + ada + ")", []string{ada}},
		"another alphabet":    {"[@Ада Ж.](mention:" + ada + ")", []string{ada}},
		"an ordinary link":    {"[Ada](mention:" + ada + ")", nil},
		"no name":             {"[@](mention:" + ada + ")", nil},
		"over two lines":      {"[@Ada\nLovelace](mention:" + ada + ")", nil},
		"upper case":          {"[@Ada](mention:" + strings.ToUpper(ada) + ")", nil},
		"no id":               {"[@Ada](mention:ada)", nil},
		"cut off":             {"[@Ada](mention:" + ada, nil},
		"broken, then a good": {"[@Ada](mention:[@Bob](mention:" + bob + ")", []string{bob}},
	} {
		if got := mention.Find(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestALongTextIsReadOnce(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("[@", 50_000) + strings.Repeat("](mention:", 50_000)
	if got := mention.Find(text); got != nil {
		t.Errorf("found %v", got)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("[@Ada](mention:" + ada + ")")
	f.Fuzz(func(t *testing.T, text string) {
		for _, id := range mention.Find(text) {
			if !strings.Contains(text, "](mention:"+id+")") {
				t.Fatalf("%q is not in %q", id, text)
			}
		}
	})
}
