package redisclient

import (
	"errors"
	"strings"
	"time"

	"github.com/redis/rueidis"
)

const (
	// connectWithin bounds the dialling, and the greeting after it once more.
	connectWithin = time.Second
	// quietFor is after how long without an answer the server is asked for a sign of life, and deadAfter how long it
	// may take: by then a connection that nobody holds at the other end is given up.
	quietFor  = time.Second
	deadAfter = 2 * time.Second
	// buffer is what a connection reads and writes at once, in bytes; the library's half a mebibyte is for millions of
	// operations a second.
	buffer = 64 << 10
)

// readURL lets the URL win over our defaults. Its error does not quote the URL, as the library's own would.
func readURL(url string) (rueidis.ClientOption, error) {
	scheme, _, _ := strings.Cut(url, "://")
	option, err := rueidis.ParseURL(url)
	if err != nil || (scheme != "redis" && scheme != "rediss") || len(option.InitAddress) != 1 || option.Sentinel.MasterSet != "" {
		return option, errors.New("the address of Redis cannot be read; its form is redis://user:password@host:port/number, or rediss:// for TLS")
	}
	if option.Dialer.Timeout == 0 {
		option.Dialer.Timeout = connectWithin
	}
	option.Dialer.KeepAlive = quietFor
	if option.ConnWriteTimeout == 0 {
		option.ConnWriteTimeout = deadAfter
	}
	if option.ClientName == "" {
		option.ClientName = "tasklane"
	}
	option.ReadBufferEachConn, option.WriteBufferEachConn = buffer, buffer
	option.ForceSingleClient = true
	// One connection: what is published or changed in an order arrives in it, and copies are kept once.
	option.PipelineMultiplex = -1
	// Without a queue of its own the connection would be closed whenever one caller's time is up.
	option.AlwaysPipelining = true
	// A try costs a caller its bound; whether to try again is the caller's business.
	option.DisableRetry = true
	return option, nil
}
