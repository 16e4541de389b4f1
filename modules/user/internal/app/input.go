package app

import (
	"net/netip"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones are known on machines without a zone database too
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/password"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

const (
	maxName  = 100  // runes
	maxEmail = 254  // bytes: RFC 5321's longest path without its brackets
	maxAgent = 400  // runes
	maxQuery = 1000 // bytes
	maxIDs   = 500
)

// checkName gives the name in NFC, trimmed.
func checkName(field, name string) (string, error) {
	if len(name) > maxName*utf8.UTFMax*4 {
		return "", fault.Invalidf(field, "A name has at most %d characters.", maxName)
	}
	if !utf8.ValidString(name) {
		return "", fault.Invalidf(field, "The name is not valid UTF-8.")
	}
	name = strings.TrimSpace(norm.NFC.String(name))
	switch {
	case strings.IndexFunc(name, visible) < 0:
		return "", fault.Invalidf(field, "Give a name.")
	case utf8.RuneCountInString(name) > maxName:
		return "", fault.Invalidf(field, "A name has at most %d characters.", maxName)
	case strings.ContainsFunc(name, deceptive):
		return "", fault.Invalidf(field, "A name is one line, without control characters and marks that turn the direction of writing.")
	}
	return name, nil
}

func visible(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) }

// deceptive are characters that break a line or make the text around them read as something else.
func deceptive(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' ||
		(r >= '\u202a' && r <= '\u202e') || (r >= '\u2066' && r <= '\u2069')
}

// checkEmail gives the address in NFC, trimmed. Only mail proves an address: this keeps out what cannot be one, also in
// the form that addresses are compared by, which a sign-in begins with.
func checkEmail(field, email string) (string, error) {
	bad := fault.Invalidf(field, "Give an e-mail address such as ada@example.com.")
	if len(email) > 2*maxEmail {
		return "", bad
	}
	email = norm.NFC.String(strings.TrimSpace(email))
	if !isAddress(email) || !isAddress(foldEmail(email)) {
		return "", bad
	}
	return email, nil
}

func isAddress(email string) bool {
	at := strings.LastIndexByte(email, '@')
	if at < 1 || at > 64 || len(email) > maxEmail || !utf8.ValidString(email) {
		return false
	}
	local, domain := email[:at], email[at+1:]
	if strings.ContainsFunc(email, func(r rune) bool {
		return unicode.IsSpace(r) || deceptive(r) || !unicode.IsPrint(r) || strings.ContainsRune(`"(),:;<>[\]`, r)
	}) || strings.ContainsRune(local, '@') {
		return false
	}
	for _, dotted := range [][]string{strings.Split(local, "."), strings.Split(domain, ".")} {
		if slices.Contains(dotted, "") {
			return false
		}
	}
	for label := range strings.SplitSeq(domain, ".") {
		if label[0] == '-' || label[len(label)-1] == '-' || strings.ContainsFunc(label, func(r rune) bool {
			return r != '-' && !unicode.In(r, unicode.L, unicode.M, unicode.N)
		}) {
			return false
		}
	}
	return true
}

func checkNewPassword(field, secret, name, email string) error {
	if reason := password.Judge(secret, name, email); reason != "" {
		return fault.Invalidf(field, "%s", reason)
	}
	return nil
}

func checkTimeZone(field, zone string) error {
	if zone != "" && zone != "Local" && len(zone) <= 64 {
		if _, err := time.LoadLocation(zone); err == nil {
			return nil
		}
	}
	return fault.Invalidf(field, "Give a time zone by its IANA name, such as Europe/Berlin.")
}

func checkRole(field string, role user.Role) error {
	if role == user.Admin || role == user.Member {
		return nil
	}
	return fault.Invalidf(field, "A role is ADMIN or MEMBER.")
}

func checkID(field, id string) error {
	if parsed, err := uuid.Parse(id); err == nil && parsed.String() == id {
		return nil
	}
	return fault.Invalidf(field, "An id is a UUID in lower case.")
}

// device is user.Device with what the throttle counts for.
type device struct {
	agent, ip, network string
}

// checkDevice keeps what a client said of itself short and on one line. It is never refused: people would be
// locked out for what their browser sends.
func checkDevice(d user.Device, caller identity.Identity) device {
	if d.IP == "" {
		d.IP = caller.Client
	}
	agent := strings.Map(func(r rune) rune {
		if deceptive(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, strings.ToValidUTF8(d.UserAgent[:min(len(d.UserAgent), maxAgent*utf8.UTFMax)], ""))
	if runes := []rune(agent); len(runes) > maxAgent {
		agent = string(runes[:maxAgent])
	}
	addr, err := netip.ParseAddr(d.IP)
	if err != nil {
		return device{agent: agent}
	}
	return device{agent: agent, ip: addr.Unmap().WithZone("").String(), network: identity.Network(d.IP)}
}
