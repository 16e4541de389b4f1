package chaos

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// TestQ100_FaultsAtRandomHarmNobody has one fault after the other happen, at least one, until -duration has passed.
func TestQ100_FaultsAtRandomHarmNobody(t *testing.T) {
	random, end := dice(t), time.Now().Add(*duration)
	for n := 1; n == 1 || time.Now().Before(end); n++ {
		f, own := faults[random.IntN(len(faults))], rand.New(rand.NewPCG(*seed, uint64(n)))
		t.Run(fmt.Sprintf("%03d %s", n, f.name), func(t *testing.T) {
			d := drillAt(t, f.at, own, busy)
			f.do(d)
			d.verify()
		})
	}
}
