package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"reflect"
	"strings"
	"time"
)

const mask = "********"

// Secret is a value that prints masked wherever it goes; Reveal is the one way to read it.
type Secret string

// Reveal returns the value itself.
func (s Secret) Reveal() string { return string(s) }

// String masks the value.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return mask
}

// GoString masks the value under %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText masks the value in JSON and in logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Address is where the data is. It prints without its password, because the rest of it is what people
// look for when something is wrong.
type Address string

// Reveal returns the address with its password.
func (a Address) Reveal() string { return string(a) }

// String is the address with its password masked, and its parameters too: one of them may be a password.
func (a Address) String() string {
	if a == "" || strings.HasPrefix(string(a), "sqlite:") {
		return string(a)
	}
	u, err := url.Parse(string(a))
	if err != nil || u.Host == "" {
		return mask
	}
	shown := u.Scheme + "://"
	if u.User != nil {
		shown += u.User.Username()
		if _, has := u.User.Password(); has {
			shown += ":" + mask
		}
		shown += "@"
	}
	shown += u.Host + u.EscapedPath()
	if u.RawQuery != "" {
		shown += "?" + mask
	}
	return shown
}

// GoString masks the password under %#v.
func (a Address) GoString() string { return a.String() }

// MarshalText masks the password in JSON and in logs.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// Switch is on or off.
type Switch bool

// UnmarshalText reads on, off and the usual words for them.
func (s *Switch) UnmarshalText(text []byte) error {
	switch strings.ToLower(string(text)) {
	case "on", "true", "yes", "1":
		*s = true
	case "off", "false", "no", "0":
		*s = false
	default:
		return wrong("", "%q is neither on nor off", text)
	}
	return nil
}

func (s Switch) String() string {
	if s {
		return "on"
	}
	return "off"
}

// Origin is a scheme, a host and perhaps a port, as browsers write it in the Origin header.
type Origin string

// UnmarshalText takes an http or https address without path, query or user.
func (o *Origin) UnmarshalText(text []byte) error {
	u, err := url.Parse(strings.TrimSuffix(string(text), "/"))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Contains(u.Host, "*") ||
		u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return wrong("", "%q is not an origin; write one exactly, as https://tasks.example.org, without a path", text)
	}
	host := strings.ToLower(u.Host)
	if (u.Scheme == "http" && u.Port() == "80") || (u.Scheme == "https" && u.Port() == "443") {
		host = strings.TrimSuffix(host, ":"+u.Port()) // browsers leave it out
	}
	*o = Origin(u.Scheme + "://" + host)
	return nil
}

// Origins is a list of exact origins.
type Origins []Origin

// UnmarshalText reads a comma-separated list.
func (o *Origins) UnmarshalText(text []byte) error {
	var list Origins
	for _, item := range items(text) {
		var one Origin
		if err := one.UnmarshalText([]byte(item)); err != nil {
			return err
		}
		list = append(list, one)
	}
	*o = list
	return nil
}

// Prefixes is a list of networks.
type Prefixes []netip.Prefix

// UnmarshalText reads a comma-separated list of addresses and networks.
func (p *Prefixes) UnmarshalText(text []byte) error {
	var list Prefixes
	for _, item := range items(text) {
		if addr, err := netip.ParseAddr(item); err == nil {
			list = append(list, netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(item)
		if err != nil {
			return wrong("", "%q is neither an address nor a network; write 10.0.0.7 or 10.0.0.0/8", item)
		}
		list = append(list, prefix.Masked())
	}
	*p = list
	return nil
}

// Hosts is a list of host:port.
type Hosts []string

// UnmarshalText reads a comma-separated list.
func (h *Hosts) UnmarshalText(text []byte) error {
	list := items(text)
	for _, item := range list {
		if host, port, err := net.SplitHostPort(item); err != nil || host == "" || port == "" {
			return wrong("", "%q is not the address of another process; write host:port", item)
		}
	}
	*h = list
	return nil
}

// Names is a list of names.
type Names []string

// UnmarshalText reads a comma-separated list; case does not matter.
func (n *Names) UnmarshalText(text []byte) error {
	*n = items([]byte(strings.ToLower(string(text))))
	return nil
}

func items(text []byte) []string {
	var list []string
	for item := range strings.SplitSeq(string(text), ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// textOf writes a value the way it is read.
func textOf(field reflect.Value) string {
	switch value := field.Interface().(type) {
	case Origins:
		return joined(value)
	case Prefixes:
		return joined(value)
	case Hosts:
		return joined(value)
	case Names:
		return joined(value)
	default:
		return fmt.Sprint(value)
	}
}

func joined[T any](list []T) string {
	words := make([]string, len(list))
	for i, item := range list {
		words[i] = fmt.Sprint(item)
	}
	return strings.Join(words, ",")
}

// shape says what a value should look like, for a message.
func shape(s Setting) string {
	switch reflect.TypeFor[Config]().FieldByIndex(s.field).Type {
	case reflect.TypeFor[time.Duration]():
		return "a duration; write a number with its unit, such as 500ms, 20s or 2m"
	case reflect.TypeFor[int]():
		return "a whole number"
	default:
		return "what is expected: " + s.Help
	}
}

func fieldName(s Setting) string { return reflect.TypeFor[Config]().FieldByIndex(s.field).Name }
