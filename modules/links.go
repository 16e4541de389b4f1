package modules

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"tasklane/platform/broadcast"
	airwaves "tasklane/platform/broadcast/memory"
	redisbroadcast "tasklane/platform/broadcast/redis"
	"tasklane/platform/cache"
	shelf "tasklane/platform/cache/memory"
	rediscache "tasklane/platform/cache/redis"
	"tasklane/platform/config"
	"tasklane/platform/database"
	"tasklane/platform/lifecycle"
	"tasklane/platform/tcp"
	"tasklane/platform/token"
)

// cacheBytes bounds what the cache within a process may hold.
const cacheBytes = 8 << 20

// links are what the modules of a process are connected by: within it, to servers, and to processes elsewhere.
type links struct {
	keys      *token.Keys
	db        *database.DB // nil where no module has tables
	broadcast broadcast.Broadcast
	cache     cache.Cache
	kafka     *topics // nil without brokers: readers read the log, and nobody publishes it
	peers     map[string]*tcp.Peer
	server    *tcp.Server // nil where nobody calls from elsewhere

	checks  []lifecycle.Check
	closers []func() error // in the order of opening
}

// connect opens everything that the configuration names. What cannot be had without is an error; what the process can
// do without for a while is a check that degrades it.
func connect(ctx context.Context, d Deps) (*links, error) {
	l := &links{peers: map[string]*tcp.Peer{}}
	for _, step := range []func(context.Context, Deps) error{l.secrets, l.openDatabase, l.openRedis, l.findKafka, l.dial, l.listen, l.watch} {
		if err := step(ctx, d); err != nil {
			return nil, errors.Join(err, l.close())
		}
	}
	return l, nil
}

// close closes everything, the last opened first.
func (l *links) close() error {
	var errs []error
	for _, c := range slices.Backward(l.closers) {
		errs = append(errs, c())
	}
	l.closers = nil
	return errors.Join(errs...)
}

func (l *links) secrets(_ context.Context, d Deps) error {
	secrets, made, err := d.Config.Secrets()
	if err != nil {
		return err
	}
	if made {
		d.Log.Info("a secret for tokens was made and is kept in the data folder")
	}
	l.keys, err = token.New(secrets)
	return err
}

func (l *links) openDatabase(ctx context.Context, d Deps) (err error) {
	if !d.Config.Stores() {
		return nil
	}
	l.db, err = database.Open(ctx, d.Config.Database(), database.Options{
		MaxConns: d.Config.DatabaseConnections, Logger: d.Log, Observer: statements{d.Metrics},
	})
	if err != nil {
		return err
	}
	l.closers = append(l.closers, l.db.Close)
	l.checks = append(l.checks, lifecycle.Check{Name: "database", Ask: l.db.Ping})
	return nil
}

func (l *links) openRedis(_ context.Context, d Deps) error {
	url := d.Config.RedisURL.Reveal()
	if url == "" {
		l.broadcast, l.cache = airwaves.New(), shelved{shelf.New(cacheBytes), d.Metrics}
		if d.Config.PostgreSQL() && d.Config.Stores() {
			d.Log.Info("there is no REDIS_URL: beside other processes on this database boards lag by seconds, ended sessions by 30 s, and presence shows this process only")
		}
		return nil
	}
	air, err := redisbroadcast.New(url, redisbroadcast.WithLog(d.Log), redisbroadcast.WithObserver(redis{d.Metrics}))
	if err != nil {
		return err
	}
	l.closers = append(l.closers, func() error { air.Close(); return nil })
	kept, err := rediscache.New(url, rediscache.WithLog(d.Log), rediscache.WithObserver(redis{d.Metrics}), rediscache.WithNear(nearBytes(d.Config)))
	if err != nil {
		return err
	}
	l.closers = append(l.closers, func() error { kept.Close(); return nil })
	l.broadcast, l.cache = air, kept
	there := func(ctx context.Context) error { return cmp.Or(kept.Ping(ctx), air.Ping(ctx)) }
	l.checks = append(l.checks, lifecycle.Check{Name: "redis", Ask: there, Degrades: true})
	return nil
}

// nearBytes is what copies of cached values may take in this process.
func nearBytes(c config.Config) int {
	if !c.RedisCaching {
		return 0
	}
	return rediscache.DefaultNearBytes
}

func (l *links) findKafka(_ context.Context, d Deps) error {
	c := d.Config
	if len(c.KafkaBrokers) == 0 || !c.Runs(config.Task) && !c.Runs(config.Notification) {
		return nil
	}
	l.kafka = newTopics(d)
	l.checks = append(l.checks, lifecycle.Check{Name: "kafka", Ask: l.kafka.cluster.Ping, Degrades: true})
	return nil
}

func (l *links) dial(_ context.Context, d Deps) error {
	for _, module := range d.Config.Elsewhere() {
		peer, err := tcp.NewPeer(tcp.PeerOptions{
			Name: module, Addr: d.Config.Peer(module), Keys: l.keys, TLS: certificates(d.Config), Log: d.Log,
			Observer: d.Metrics, Twice: d.CallTwice,
		})
		if err != nil {
			return err
		}
		l.closers = append(l.closers, peer.Close)
		l.peers[module] = peer
		l.checks = append(l.checks, peer.Check())
	}
	return nil
}

func (l *links) listen(_ context.Context, d Deps) (err error) {
	if len(d.Config.Served()) == 0 {
		return nil
	}
	l.server, err = tcp.NewServer(tcp.ServerOptions{
		Addr: d.Config.TCPAddr, Variable: "TCP_ADDR", Keys: l.keys, TLS: certificates(d.Config), Log: d.Log,
		Observer: d.Metrics, Tracer: d.Tracer, Listening: d.Listening,
		MaxRequest: max(tcp.DefaultMaxRequest, 2*d.Config.Limits.RequestBytes), // what a client may send is for the module to answer
	})
	return err
}

func certificates(c config.Config) tcp.TLS {
	return tcp.TLS{Cert: c.TCPCert, Key: c.TCPKey, CA: c.TCPCA}
}
