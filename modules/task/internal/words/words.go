// Package words splits text into what full-text search compares, in Go, so that both databases find the same:
// compatibility forms are one, case and marks are gone, a word is a run of letters and digits. Where a
// script writes no spaces (Han, Kana, Hangul) each character and each pair of neighbours is a word.
package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	// longestWord is where a word is cut, in runes; PostgreSQL refuses lexemes of 2 kB.
	longestWord = 100
	// most is how much of a text's distinct words is kept, in bytes; PostgreSQL refuses a vector of 1 MB. Only
	// a text of 100,000 runes that hardly repeats a pair of characters comes near it.
	most = 900_000
)

// Index gives the distinct words of a text, in the order of their first occurrence.
func Index(text string) []string {
	c := collector{seen: map[string]bool{}}
	runs(text, func(run []rune, cjk bool) {
		if !cjk {
			c.add(run)
			return
		}
		for i := range run {
			c.add(run[i : i+1])
			if i+1 < len(run) {
				c.add(run[i : i+2])
			}
		}
	})
	return c.words
}

// Query gives the words that a text must have to be found, and whether the last of them may be just a
// beginning: it has at least two letters. No words: nothing can be found.
func Query(text string) (words []string, prefixLast bool) {
	c := collector{seen: map[string]bool{}}
	var last []rune
	runs(text, func(run []rune, cjk bool) {
		last = run
		if !cjk || len(run) == 1 {
			c.add(run)
			return
		}
		for i := range len(run) - 1 {
			c.add(run[i : i+2])
		}
		last = run[len(run)-2:]
	})
	if n := len(c.words); n > 0 {
		// A word that stood before as well goes to the end, where the prefix belongs.
		word := cut(last)
		for i, w := range c.words {
			if w == word {
				c.words = append(append(c.words[:i:i], c.words[i+1:]...), word)
				break
			}
		}
	}
	return c.words, len(last) >= 2
}

type collector struct {
	seen  map[string]bool
	words []string
	size  int
}

func (c *collector) add(run []rune) {
	w := cut(run)
	if c.seen[w] || c.size+len(w) > most {
		return
	}
	c.seen[w] = true
	c.size += len(w)
	c.words = append(c.words, w)
}

func cut(run []rune) string { return string(run[:min(len(run), longestWord)]) }

// runs calls yield with each run of letters and digits; a run is either of a script without spaces or of the
// others.
func runs(text string, yield func(run []rune, cjk bool)) {
	var run []rune
	var cjk bool
	end := func() {
		if len(run) > 0 {
			yield(run, cjk)
		}
		run = nil
	}
	for _, r := range fold(text) {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			end()
			continue
		}
		if wide := isCJK(r); wide != cjk {
			end()
			cjk = wide
		}
		run = append(run, r)
	}
	end()
}

// fold decomposes, folds case, removes marks, and composes what is left: Hangul syllables.
func fold(text string) string {
	folded := cases.Fold().String(norm.NFKD.String(text))
	bare := strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, norm.NFKD.String(folded))
	return norm.NFC.String(bare)
}

func isCJK(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}
