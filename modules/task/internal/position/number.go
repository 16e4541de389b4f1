package position

import (
	"math/big"
	"strings"
)

const (
	alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	base     = int64(len(alphabet))
	longest  = 26 // digits of an integer part: its letter is one of 26
)

var (
	one     = big.NewInt(1)
	radix   = big.NewInt(base)
	offsets = firstOfLength()
	// limit is the first integer above every key, its negative the least integer of all.
	limit = offsets[longest+1]
)

// number is digits / 62^scale.
type number struct {
	digits *big.Int
	scale  int
}

// firstOfLength tells the least non-negative integer that is written with so many digits.
func firstOfLength() [longest + 2]*big.Int {
	var first [longest + 2]*big.Int
	first[0], first[1] = big.NewInt(0), big.NewInt(0)
	for n := 2; n < len(first); n++ {
		first[n] = new(big.Int).Add(first[n-1], power(n-1))
	}
	return first
}

func power(n int) *big.Int { return new(big.Int).Exp(radix, big.NewInt(int64(n)), nil) }

// lowest and highest bound every list; they are no keys themselves.
func lowest() number  { return number{digits: new(big.Int).Neg(limit)} }
func highest() number { return number{digits: limit} }

// Valid says whether a string is a key.
func Valid(key string) bool {
	_, err := parse(key)
	return err == nil
}

// parse reads a key. 'a' to 'z' begin integers from 0 up with 1 to 26 digits, 'Z' to 'A' those below 0.
func parse(key string) (number, error) {
	if key == "" {
		return number{}, ErrKey
	}
	var length int
	negative := false
	switch head := key[0]; {
	case head >= 'a' && head <= 'z':
		length = int(head-'a') + 1
	case head >= 'A' && head <= 'Z':
		length, negative = int('Z'-head)+1, true
	default:
		return number{}, ErrKey
	}
	digits := key[1:]
	if len(digits) < length {
		return number{}, ErrKey
	}
	scale := len(digits) - length
	if scale > 0 && digits[len(digits)-1] == '0' { // one number, one key
		return number{}, ErrKey
	}
	value := new(big.Int)
	for i := range len(digits) {
		d := strings.IndexByte(alphabet, digits[i])
		if d < 0 {
			return number{}, ErrKey
		}
		value.Mul(value, radix)
		value.Add(value, big.NewInt(int64(d)))
	}
	start := offsets[length]
	if negative {
		start = new(big.Int).Neg(offsets[length+1])
	}
	value.Add(value, new(big.Int).Mul(start, power(scale)))
	n := number{digits: value, scale: scale}
	if n.cmp(lowest()) <= 0 { // nothing would fit before it
		return number{}, ErrKey
	}
	return n, nil
}

// key writes a number that lies between the bounds.
func (n number) key() string {
	whole := n.floor()
	rest := new(big.Int).Sub(n.digits, new(big.Int).Mul(whole, power(n.scale)))
	head, length := byte('a'), 1
	start := new(big.Int)
	if whole.Sign() >= 0 {
		for whole.Cmp(offsets[length+1]) >= 0 {
			length++
		}
		head += byte(length - 1)
		start.Set(offsets[length])
	} else {
		for start.Neg(offsets[length+1]); whole.Cmp(start) < 0; start.Neg(offsets[length+1]) {
			length++
		}
		head = 'Z' - byte(length-1)
	}
	return string(head) + write(whole.Sub(whole, start), length) + strings.TrimRight(write(rest, n.scale), "0")
}

// write gives the digits of a number that is not negative, filled up with zeros to the length.
func write(n *big.Int, length int) string {
	out := make([]byte, length)
	rest, digit := new(big.Int).Set(n), new(big.Int)
	for i := length - 1; i >= 0; i-- {
		rest.QuoRem(rest, radix, digit)
		out[i] = alphabet[digit.Int64()]
	}
	return string(out)
}

// floor is the greatest integer that is not above n.
func (n number) floor() *big.Int { return n.scaledDown(0) }

// ceil is the least integer that is not below n.
func (n number) ceil() *big.Int { return n.scaledUp(0) }

// scaledDown is n * 62^scale, rounded down.
func (n number) scaledDown(scale int) *big.Int {
	if scale >= n.scale {
		return new(big.Int).Mul(n.digits, power(scale-n.scale))
	}
	return new(big.Int).Div(n.digits, power(n.scale-scale)) // Euclidean: rounds down for a positive divisor
}

// scaledUp is n * 62^scale, rounded up.
func (n number) scaledUp(scale int) *big.Int {
	negated := number{digits: new(big.Int).Neg(n.digits), scale: n.scale}
	return negated.scaledDown(scale).Neg(negated.scaledDown(scale))
}

func (n number) cmp(other number) int {
	scale := max(n.scale, other.scale)
	return n.scaledDown(scale).Cmp(other.scaledDown(scale))
}
