package modules

import (
	"context"
	"errors"
	"strings"
	"time"

	"tasklane/platform/cache"
	rediscache "tasklane/platform/cache/redis"
	"tasklane/platform/database"
	"tasklane/platform/telemetry"
)

// watch adds to the metrics what the links know of themselves.
func (l *links) watch(_ context.Context, d Deps) (err error) {
	d.Metrics.Build(d.Version, strings.Join(d.Config.Modules, ","))
	if l.db != nil {
		err = errors.Join(err, d.Metrics.WatchPools(l.db.Pools))
	}
	if l.server != nil {
		err = errors.Join(err, d.Metrics.WatchCalls(l.server.Load))
	}
	return err
}

// statements counts what modules ask of the database.
type statements struct{ metrics *telemetry.Metrics }

var _ database.Observer = statements{}

func (s statements) Read(module, outcome string, took time.Duration) {
	s.metrics.DatabaseRead(module, outcome, took)
}

func (s statements) Wrote(module, outcome string, took time.Duration) {
	s.metrics.DatabaseWrote(module, outcome, took)
}

// shelved counts the reads of the cache within a process in the words of the one that several share.
type shelved struct {
	cache.Cache

	metrics *telemetry.Metrics
}

func (s shelved) Get(ctx context.Context, key string) (value []byte, version int64, ok bool, err error) {
	value, version, ok, err = s.Cache.Get(ctx, key)
	outcome := rediscache.Near
	switch {
	case err != nil:
		outcome = rediscache.Failed
	case !ok:
		outcome = rediscache.Missed
	}
	s.metrics.CacheRead(string(outcome))
	return value, version, ok, err
}
