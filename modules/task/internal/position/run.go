package position

// Long is the length from which on a key is worth shortening, MaxRun how many keys are rewritten at most to
// do so, and Sight how many keys on each side Run wants to see for it.
const (
	Long   = 100
	MaxRun = 128
	Sight  = MaxRun/2 + 1
)

// Run finds the smallest run of keys around index i that becomes short when it is spread anew between its own
// neighbours: keys[from:from+len(fresh)]. keys are in order; beside i they reach Sight far, or to an end of
// the list.
func Run(keys []string, i int) (from int, fresh []string, err error) {
	for size := 2; ; size *= 2 {
		from = max(0, i-size/2)
		to := min(len(keys), i+size/2)
		low, high := "", ""
		if from > 0 {
			low = keys[from-1]
		}
		if to < len(keys) {
			high = keys[to]
		}
		if fresh, err = Spread(low, high, to-from); err != nil {
			return 0, nil, err
		}
		if size >= MaxRun || longestOf(fresh) <= Long/2 {
			return from, fresh, nil
		}
	}
}

func longestOf(keys []string) int {
	n := 0
	for _, k := range keys {
		n = max(n, len(k))
	}
	return n
}
