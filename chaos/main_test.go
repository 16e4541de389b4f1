package chaos

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"
)

var (
	duration = flag.Duration("duration", 0, "how long faults happen at random, after each has happened once")
	seed     = flag.Uint64("seed", 0, "of what is random; 0 takes one from the clock, and prints it")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano()) % 1_000_000
	}
	fmt.Printf("seed %d\n", *seed)
	zerolog.SetGlobalLevel(zerolog.Disabled) // toxiproxy would tell of every toxic
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-interrupted
		earth.end()
		os.Exit(1)
	}()
	code := m.Run()
	earth.end()
	os.Exit(code)
}

// dice are a test's own: what one test rolls does not depend on which others have run.
func dice(t testing.TB) *rand.Rand {
	name := fnv.New64()
	_, _ = name.Write([]byte(t.Name())) // it cannot fail
	return rand.New(rand.NewPCG(*seed, name.Sum64()))
}
