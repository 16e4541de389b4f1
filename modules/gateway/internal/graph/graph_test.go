package graph_test

import (
	"log/slog"
	"testing"

	"tasklane/modules/gateway/internal/graph"
	"tasklane/schema"
)

func TestEveryFieldOfTheSchemaHasAResolver(t *testing.T) {
	t.Parallel()
	if _, err := graph.New(graph.Config{SDL: schema.SDL, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
}
