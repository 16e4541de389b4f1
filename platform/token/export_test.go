package token

// RecentTokens is the size of one generation of the memory.
const RecentTokens = recentTokens

// Remembered counts the tokens in memory.
func (k *Keys) Remembered() int {
	k.verified.mu.Lock()
	defer k.verified.mu.Unlock()
	return len(k.verified.younger) + len(k.verified.older)
}
