package page

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"hash/fnv"
	"strconv"
	"unicode/utf8"
)

// A cursor is base64url of a JSON array: the list's fingerprint, then the sort values. The fingerprint
// is no secret and no signature: it tells a client's mistake from a place, rights are checked elsewhere.

const longestCursor = 4096

var errNotOfThisList = errors.New("the cursor is not of this list")

func fingerprint(list string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(list))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// encode takes the fingerprint of the list, which is the same for all cursors of a page.
func encode(of string, key []string) string {
	raw, _ := json.Marshal(append([]string{of}, key...)) // strings always marshal
	return base64.RawURLEncoding.EncodeToString(raw)
}

func decode(list, cursor string) ([]string, error) {
	if len(cursor) > longestCursor {
		return nil, errNotOfThisList
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || !utf8.Valid(raw) {
		return nil, errNotOfThisList
	}
	var parts []string
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, err
	}
	if len(parts) < 2 || parts[0] != fingerprint(list) {
		return nil, errNotOfThisList
	}
	return parts[1:], nil
}
