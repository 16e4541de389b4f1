package modules_test

import (
	"fmt"
	"strings"
)

// libraryDoors says which packages may import a library; "main" is main.go's own. The longest entry counts.
var libraryDoors = map[string][]string{
	"github.com/jackc":             {"platform/database", "bench"}, // pgx and its pool; bench measures the bare database
	"github.com/georgysavva/scany": {"platform/database"},
	"github.com/pressly/goose":     {"platform/database"},
	"golang.org/x/sys":             {"platform/database"}, // locks files on Windows
	"modernc.org":                  {"platform/database", "bench"},
	"github.com/twmb/franz-go":     {"platform/eventlog/kafka"},
	"github.com/cloudevents":       {"platform/eventlog/kafka"}, // its tests: what we write is their format
	"github.com/redis/rueidis":     {"platform/broadcast", "platform/cache", "platform/redisclient"},
	"google.golang.org/grpc":       {"platform/tcp"},
	"github.com/fxamacker/cbor":    {"platform/tcp"},
	"github.com/lestrrat-go/jwx":   {"platform/token"},
	"github.com/prometheus":        {"platform/telemetry"},
	"go.opentelemetry.io":          {"platform/telemetry"}, // no contrib package: docs/decisions/0032
	"github.com/caarlos0/env":      {"platform/config"},
	"github.com/joho/godotenv":     {"platform/config"},
	"github.com/santhosh-tekuri":   {"modules"}, // its tests: what is published is what schema/ describes
	"github.com/wneessen/go-mail":  {"platform/mail"},
	"github.com/yuin/goldmark":     {"modules/notification", "docs"}, // what is read of a Markdown text
	"github.com/graph-gophers":     {"modules/gateway"},
	"github.com/vektah/gqlparser":  {"modules/gateway"},
	"github.com/coder/websocket":   {"modules/gateway", "bench", "chaos", "nginx"}, // the last three are clients
	"github.com/go-chi":            {"modules/gateway"},
	"golang.org/x/crypto":          {"modules/user"},
	"github.com/coreos/go-oidc":    {"modules/user"},
	"github.com/spf13":             {"main"},
	"github.com/Shopify/toxiproxy": {"chaos"}, // breaks connections for tests
	"github.com/rs/zerolog":        {"chaos"}, // what toxiproxy logs with; here it is silent
	"k8s.io":                       {"k8s"},   // tests of the manifests
	"sigs.k8s.io":                  {"k8s"},
	"sigs.k8s.io/yaml":             {"k8s", "observability"}, // tests of the alerts
	"github.com/compose-spec":      {"packaging"},            // tests of the compose file
	"github.com/rhysd":             {"packaging"},            // of the workflows
	"github.com/moby":              {"packaging"},            // and of what goes into the image
}

// open lists the libraries that are like the standard one: small, without I/O, and welcome anywhere.
var open = []string{
	"github.com/google/uuid", // UUIDv5 and v7
	"golang.org/x/sync",      // errgroup, singleflight
	"golang.org/x/text",      // Unicode: normal forms and folding
	"golang.org/x/time",      // rate limits
}

// undecided lists the direct requirements of a go.mod that the tables above don't know: a new library is
// a decision, and the decision is a line there.
func undecided(gomod string) (violations []string) {
	for line := range strings.Lines(gomod) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		words := strings.Fields(line)
		if strings.Contains(line, "// indirect") || len(words) < 2 || !strings.Contains(words[0], ".") || !strings.HasPrefix(words[1], "v") {
			continue
		}
		known := false
		for _, library := range open {
			known = known || words[0] == library
		}
		if _, doors := doorsOf(words[0]); doors == nil && !known {
			violations = append(violations, fmt.Sprintf("go.mod requires %s, which has no door; decide on one in modules/architecture_doors_test.go", words[0]))
		}
	}
	return violations
}
