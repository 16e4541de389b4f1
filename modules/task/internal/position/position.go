// Package position makes fractional-indexing keys: strings that sort by bytes and leave room between any
// two of them, so that moving a card writes one row.
//
// The form of the keys is that of David Greenspan's "Implementing Fractional Indexing"
// (https://observablehq.com/@dgreenspan/implementing-fractional-indexing): a number in base 62, whose integer
// part begins with a letter that tells its length. Appending counts the integer part up and therefore does
// not lengthen keys: a million cards added at the end have keys of five characters. Here keys are read as
// numbers and computed with, which also lets a run of them be spread evenly.
package position

import (
	"errors"
	"math/big"
)

// ErrKey says that a string is no key, or that two keys do not leave anything between them.
var ErrKey = errors.New("position: not a pair of keys in order")

// Between makes a key that sorts behind a and before b. An empty a is the list's start, an empty b its end.
func Between(a, b string) (string, error) {
	keys, err := Spread(a, b, 1)
	if err != nil {
		return "", err
	}
	return keys[0], nil
}

// After makes a key behind the last one of a list; an empty a is an empty list.
func After(a string) (string, error) { return Between(a, "") }

// Spread makes n keys in order between a and b, as short and as far from each other as n keys can be.
// Empty bounds are the list's start and end.
func Spread(a, b string, n int) ([]string, error) {
	if n < 1 {
		return nil, nil
	}
	low, high := lowest(), highest()
	var err error
	if a != "" {
		if low, err = parse(a); err != nil {
			return nil, err
		}
	}
	if b != "" {
		if high, err = parse(b); err != nil {
			return nil, err
		}
	}
	if low.cmp(high) >= 0 {
		return nil, ErrKey
	}
	switch {
	case a == "" && b == "":
		return count(big.NewInt(0), n)
	case b == "":
		next := new(big.Int).Add(low.floor(), one)
		if last := new(big.Int).Add(next, big.NewInt(int64(n))); last.Cmp(limit) <= 0 {
			return count(next, n)
		}
	case a == "":
		first := new(big.Int).Sub(high.ceil(), big.NewInt(int64(n)))
		if first.Cmp(new(big.Int).Neg(limit)) > 0 {
			return count(first, n)
		}
	}
	return divide(low, high, n)
}

// count makes the n integers from first on.
func count(first *big.Int, n int) ([]string, error) {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = number{digits: new(big.Int).Add(first, big.NewInt(int64(i)))}.key()
	}
	return keys, nil
}

// divide finds the fewest digits behind the point with which n numbers fit between the bounds, and takes
// them at equal distances.
func divide(low, high number, n int) ([]string, error) {
	for scale := 0; ; scale++ {
		from := low.scaledDown(scale)      // the greatest number of that scale not above low
		to := high.scaledUp(scale)         // the least one not below high
		room := new(big.Int).Sub(to, from) // numbers between them: room - 1
		if room.Cmp(big.NewInt(int64(n)+1)) < 0 {
			continue
		}
		keys := make([]string, n)
		for i := range keys {
			step := new(big.Int).Mul(room, big.NewInt(int64(i)+1))
			step.Quo(step, big.NewInt(int64(n)+1))
			keys[i] = number{digits: step.Add(step, from), scale: scale}.key()
		}
		return keys, nil
	}
}
