package redis

import "encoding/binary"

// A value is kept behind eight bytes of version, which sort as the numbers do: see setifnewer.lua.
const versionBytes = 8

// sign is flipped, so that negative versions come before the others.
const sign = 1 << 63

func pack(version int64, value []byte) string {
	packed := make([]byte, versionBytes, versionBytes+len(value))
	binary.BigEndian.PutUint64(packed, uint64(version)^sign)
	return string(append(packed, value...))
}

// unpack is false for what was not packed here.
func unpack(packed string) (value []byte, version int64, ok bool) {
	if len(packed) < versionBytes {
		return nil, 0, false
	}
	return []byte(packed[versionBytes:]), int64(binary.BigEndian.Uint64([]byte(packed[:versionBytes])) ^ sign), true
}
