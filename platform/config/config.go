// Package config reads what the operator wants: defaults, then `.env`, then the environment, then
// flags, the later one winning. Everything is checked here, at the start, and each complaint is one
// line that names the variable and the fix.
package config

import (
	"path/filepath"
	"strings"
	"time"
)

// Config is the whole configuration. The tags are the table of settings that flags, `tasklane config`
// and the documentation are made of: env is the variable, help describes it, min, max and oneof bound
// it, secret masks it, and noflag keeps it off the command line, which every user of a machine can read.
type Config struct {
	DatabaseURL Address `env:"DATABASE_URL" secret:"yes" help:"where the data is: postgres://… or sqlite:<file>; by default one file in DATA_DIR"`
	DataDir     string  `env:"DATA_DIR" envDefault:"./data" help:"folder of what is kept on this machine"`
	JWTSecret   Secret  `env:"JWT_SECRET" secret:"yes" noflag:"yes" help:"secrets of 32 bytes or more, comma-separated: the first signs, all verify; made and kept in DATA_DIR when unset with SQLite"`

	RedisURL     Address       `env:"REDIS_URL" secret:"yes" help:"where processes on one PostgreSQL talk to each other and keep what they cache: redis://… or rediss://…"`
	RedisCaching Switch        `env:"REDIS_CLIENT_CACHING" envDefault:"on" help:"whether Redis tells this process of changed keys, so that it may remember them: on, or off for servers that cannot"`
	KafkaBrokers Hosts         `env:"KAFKA_BROKERS" help:"brokers of the topics task-events and notification-events, host:port, comma-separated"`
	KafkaPrefix  string        `env:"KAFKA_PREFIX" help:"what stands before the names of topics and consumer groups, for several installations on one cluster"`
	KafkaParts   int           `env:"KAFKA_PARTITIONS" envDefault:"12" min:"1" max:"10000" help:"partitions of a topic that tasklane migrate makes"`
	KafkaCopies  int           `env:"KAFKA_REPLICATION" envDefault:"1" min:"1" max:"10" help:"brokers that keep each partition of a topic that tasklane migrate makes; 3 where there are three brokers"`
	KafkaKeeps   time.Duration `env:"KAFKA_RETENTION" envDefault:"168h0m0s" min:"1h" max:"87600h" help:"how long a topic that tasklane migrate makes keeps its events"`

	KafkaTLS       Switch `env:"KAFKA_TLS" envDefault:"off" help:"whether connections to Kafka are encrypted: on or off"`
	KafkaCA        string `env:"KAFKA_CA" help:"certificate file of the authority that signed the brokers' certificates; those that the system knows when unset"`
	KafkaUser      string `env:"KAFKA_USER" help:"who signs in to Kafka (SASL); nobody when unset"`
	KafkaPassword  Secret `env:"KAFKA_PASSWORD" secret:"yes" noflag:"yes" help:"the password of KAFKA_USER"`
	KafkaMechanism string `env:"KAFKA_SASL" envDefault:"SCRAM-SHA-512" oneof:"SCRAM-SHA-512 SCRAM-SHA-256 PLAIN" help:"how KAFKA_USER signs in: SCRAM-SHA-512, SCRAM-SHA-256 or, only with KAFKA_TLS, PLAIN"`

	Modules          Names  `env:"MODULES" envDefault:"all" help:"which modules this process runs: all, or some of user, task, notification and gateway, comma-separated"`
	UserAddr         Hosts  `env:"USER_ADDR" help:"where the user module is when it runs elsewhere, host:port, or several of them; calls go to every address of a name in turn"`
	TaskAddr         Hosts  `env:"TASK_ADDR" help:"where the task module is when it runs elsewhere"`
	NotificationAddr Hosts  `env:"NOTIFICATION_ADDR" help:"where the notification module is when it runs elsewhere"`
	TCPAddr          string `env:"TCP_ADDR" envDefault:":7000" help:"address for other modules; listens only when some of them run elsewhere"`
	TCPCert          string `env:"TCP_CERT" help:"certificate file for the connections between modules; with TCP_KEY and TCP_CA they are encrypted and both ends show who they are"`
	TCPKey           string `env:"TCP_KEY" help:"key file of TCP_CERT"`
	TCPCA            string `env:"TCP_CA" help:"certificate file of the authority that signed the certificates of all modules"`

	APIAddr string `env:"API_ADDR" envDefault:":4000" help:"address of the GraphQL API"`
	WebAddr string `env:"WEB_ADDR" envDefault:":3000" help:"address of the web app, with the API under the same origin"`
	OpsAddr string `env:"OPS_ADDR" envDefault:"127.0.0.1:9090" help:"address of /healthz, /readyz and /metrics; never make it public"`

	PublicURL      Origin   `env:"PUBLIC_URL" help:"what people type to get here, e.g. https://tasks.example.org; when unset, an Origin is compared with the request's Host"`
	TrustedProxies Prefixes `env:"TRUSTED_PROXIES" help:"addresses or networks whose X-Forwarded-For is believed, comma-separated, e.g. 10.0.0.0/8"`
	CORSOrigins    Origins  `env:"CORS_ORIGINS" help:"origins of other web apps that may call the API, comma-separated and exact"`

	GraphiQL      Switch `env:"GRAPHIQL" envDefault:"on" help:"the API explorer: on or off"`
	Introspection string `env:"INTROSPECTION" envDefault:"signed-in" oneof:"signed-in all off" help:"who may ask for the schema: signed-in, all or off"`
	Registration  string `env:"REGISTRATION" envDefault:"OPEN" oneof:"OPEN CLOSED" help:"who may make an account: OPEN or CLOSED; the first account can always be made"`

	LogFormat string `env:"LOG_FORMAT" envDefault:"text" oneof:"text json" help:"text or json"`
	LogLevel  string `env:"LOG_LEVEL" envDefault:"info" oneof:"debug info warn error" help:"debug, info, warn or error"`
	Pprof     Switch `env:"PPROF" envDefault:"off" help:"whether OPS_ADDR serves profiles of the process, /debug/pprof/: on or off"`

	Traces Traces

	// DatabaseConnections is per process, and for PostgreSQL only.
	DatabaseConnections int `env:"DATABASE_CONNECTIONS" envDefault:"16" min:"2" max:"1000" help:"connections to PostgreSQL at most"`

	ShutdownDelay time.Duration `env:"SHUTDOWN_DELAY" envDefault:"500ms" min:"0s" max:"5m" help:"how long /readyz says no before the first listener closes; longer than a load balancer needs to notice"`
	ShutdownGrace time.Duration `env:"SHUTDOWN_GRACE" envDefault:"20s" min:"1s" max:"10m" help:"how long running requests may take to finish"`

	Limits Limits

	from map[string]string // variable → where its value came from
}

// Limits bound what one caller can ask for. Normal use of one person stays far below all of them.
type Limits struct {
	QueryDepth      int           `env:"QUERY_MAX_DEPTH" envDefault:"12" min:"5" max:"1000" help:"levels that a query may nest"`
	QuerySelections int           `env:"QUERY_MAX_SELECTIONS" envDefault:"1000" min:"50" max:"100000" help:"fields that a query may select, aliases and fragments counted out"`
	QueryDirectives int           `env:"QUERY_MAX_DIRECTIVES" envDefault:"50" min:"5" max:"10000" help:"directives in a query"`
	QueryTokens     int           `env:"QUERY_MAX_TOKENS" envDefault:"10000" min:"500" max:"1000000" help:"lexical tokens in a query"`
	QueryCost       int           `env:"QUERY_MAX_COST" envDefault:"50000" min:"500" max:"10000000" help:"objects that a query may ask for, pages multiplied by their size"`
	QueryTimeout    time.Duration `env:"QUERY_TIMEOUT" envDefault:"10s" min:"100ms" max:"10m" help:"how long a query may run"`
	RequestBytes    int           `env:"REQUEST_MAX_BYTES" envDefault:"2097152" min:"16384" max:"1073741824" help:"size of a request or a socket's message in bytes"`

	UserRate      int `env:"USER_RATE" envDefault:"5000" min:"1" max:"1000000" help:"requests a second of one signed-in user, on average over two seconds"`
	AnonymousRate int `env:"ANONYMOUS_RATE" envDefault:"500" min:"1" max:"1000000" help:"requests a second of one address without a session, on average over two seconds"`

	UserSockets      int `env:"USER_SOCKETS" envDefault:"2500" min:"1" max:"1000000" help:"sockets and event streams that one user may hold open"`
	SocketOperations int `env:"SOCKET_OPERATIONS" envDefault:"100" min:"1" max:"10000" help:"operations at once on one socket"`
	SocketRate       int `env:"SOCKET_RATE" envDefault:"200" min:"1" max:"1000000" help:"sockets a second that one user may open"`
	SubscriberQueue  int `env:"SUBSCRIBER_QUEUE" envDefault:"1000" min:"16" max:"100000" help:"events that wait for a slow subscriber before it is told to read anew"`

	PasswordHashes int `env:"PASSWORD_HASHES" envDefault:"2" min:"1" max:"256" help:"passwords that are hashed at once, 19 MiB each"`
	PasswordQueue  int `env:"PASSWORD_QUEUE" envDefault:"128" min:"1" max:"10000" help:"sign-ins that wait for a hash before others are told to come back"`
}

// Database is the database's address: DATABASE_URL or the file in DATA_DIR.
func (c Config) Database() string {
	if c.DatabaseURL != "" {
		return c.DatabaseURL.Reveal()
	}
	return "sqlite:" + filepath.Join(c.DataDir, "tasklane.db")
}

// PostgreSQL says that the data is on a server, which other processes may share.
func (c Config) PostgreSQL() bool {
	return strings.HasPrefix(c.Database(), "postgres")
}
