package graph

import (
	"context"
	"maps"
)

// most is how many ids the modules take in one call.
const most = 500

// unique collects ids, each once, without the empty one.
func unique(ids ...string) []string {
	seen := make(map[string]struct{}, len(ids))
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if id == "" {
			continue
		}
		if _, twice := seen[id]; !twice {
			seen[id] = struct{}{}
			out = append(out, id)
		}
	}
	return out
}

// batched asks for any number of ids in calls of at most 500.
func batched[V any](ctx context.Context, ids []string, ask func(context.Context, []string) (map[string]V, error)) (map[string]V, error) {
	if len(ids) <= most {
		if len(ids) == 0 {
			return nil, nil
		}
		return ask(ctx, ids)
	}
	all := make(map[string]V, len(ids))
	for len(ids) > 0 {
		n := min(most, len(ids))
		some, err := ask(ctx, ids[:n])
		if err != nil {
			return nil, err
		}
		maps.Copy(all, some)
		ids = ids[n:]
	}
	return all, nil
}

// idsOf maps items to ids, each once.
func idsOf[T any](items []T, id func(T) string) []string {
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = id(item)
	}
	return unique(ids...)
}
