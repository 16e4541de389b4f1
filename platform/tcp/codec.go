package tcp

import (
	"fmt"
	"slices"
	"sync"

	"github.com/fxamacker/cbor/v2"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/mem"
)

// toWire writes structs as maps by field name, so that fields can be added, and instants as RFC 3339 text in UTC,
// which loses nothing that the database keeps. A nil slice or map is null and an empty one is empty: contracts tell
// them apart. The zero time is null, so that a pointer to it arrives as nil.
//
// The options are constants, and that they fit together is what the tests run on; neither Mode call can fail.
var (
	toWire, _ = cbor.EncOptions{
		Time:        cbor.TimeRFC3339NanoUTC,
		IndefLength: cbor.IndefLengthForbidden,
		TagsMd:      cbor.TagsForbidden,
	}.EncMode()

	// fromWire takes text as it is, because a local call would hand it over as it is: what is well-formed is the module's
	// word. An announced length is held against what is there before anything is allocated.
	fromWire, _ = cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		UTF8:             cbor.UTF8DecodeInvalid,
		MaxNestedLevels:  16,
		MaxArrayElements: 1 << 17,
		MaxMapPairs:      1 << 17,
	}.DecMode()
)

// body is a value in its wire form. Values are encoded before a call begins, so that a repeated call does not encode
// again and an answer that cannot be encoded is a failure of the one who gives it.
type body []byte

// Encode is a value's form on the wire, for tests of what stays as it is.
func Encode(v any) ([]byte, error) { return encode(v) }

// Decode reads what Encode wrote.
func Decode(raw []byte, into any) error { return decode(raw, into) }

func encode(v any) (body, error) {
	raw, err := toWire.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding a %T: %w", v, err)
	}
	return raw, nil
}

func decode(raw []byte, into any) error {
	if err := fromWire.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("decoding a %T: %w", into, err)
	}
	return nil
}

// codec is what grpc calls for the bodies of calls.
type codec struct{}

var _ encoding.CodecV2 = codec{}

// Name stands in the content type: application/grpc+cbor.
func (codec) Name() string { return "cbor" }

// Marshal passes on what is encoded already.
func (codec) Marshal(v any) (mem.BufferSlice, error) {
	raw, ok := v.(body)
	if !ok {
		return nil, fmt.Errorf("a %T is not encoded", v)
	}
	return mem.BufferSlice{mem.SliceBuffer(raw)}, nil
}

// Unmarshal copies: what it fills shares nothing with the pieces, which grpc takes back.
func (codec) Unmarshal(pieces mem.BufferSlice, into any) error {
	if len(pieces) == 1 {
		return decode(pieces[0].ReadOnlyData(), into)
	}
	whole := scratch.Get().(*[]byte)
	*whole = slices.Grow((*whole)[:0], pieces.Len())[:pieces.Len()]
	pieces.CopyTo(*whole)
	err := decode(*whole, into)
	if cap(*whole) <= mostScratch {
		scratch.Put(whole)
	}
	return err
}

// scratch has room for answers of several pieces, such as a page of tasks. grpc's own pool has nothing between 32 KiB
// and 1 MiB, and wipes all of it each time. A giant's room is not kept.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

const mostScratch = 1 << 20
