package fault

// codes is the one table from kinds to GraphQL's extensions.code; the names are fixed by the schema.
var codes = [...]string{
	Internal:        "INTERNAL",
	Invalid:         "INVALID_INPUT",
	Unauthenticated: "UNAUTHENTICATED",
	Forbidden:       "FORBIDDEN",
	NotFound:        "NOT_FOUND",
	Conflict:        "CONFLICT",
	RateLimited:     "RATE_LIMITED",
	ResyncRequired:  "RESYNC_REQUIRED",
	TooComplex:      "TOO_COMPLEX",
	Unavailable:     "UNAVAILABLE",
}

// Code is the kind's name in GraphQL's extensions.code.
func (k Kind) Code() string {
	if int(k) < len(codes) {
		return codes[k]
	}
	return codes[Internal]
}

// String is the code too: logs and answers use one set of words.
func (k Kind) String() string { return k.Code() }
