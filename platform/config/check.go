package config

import (
	"net"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// check holds what the types alone don't say.
func (c Config) check() error {
	v := reflect.ValueOf(c)
	for _, s := range Settings() {
		if err := within(s, v.FieldByIndex(s.field)); err != nil {
			return err
		}
	}
	for _, addr := range []struct{ variable, value string }{
		{"API_ADDR", c.APIAddr}, {"WEB_ADDR", c.WebAddr}, {"OPS_ADDR", c.OpsAddr}, {"TCP_ADDR", c.TCPAddr},
	} {
		if err := checkAddr(addr.variable, addr.value); err != nil {
			return err
		}
	}
	if err := c.checkDatabase(); err != nil {
		return err
	}
	if err := c.checkRedis(); err != nil {
		return err
	}
	if err := c.checkKafka(); err != nil {
		return err
	}
	if err := c.checkModules(); err != nil {
		return err
	}
	if err := c.checkTraces(); err != nil {
		return err
	}
	return c.checkSecrets()
}

// within holds a value against its oneof, min and max tags.
func within(s Setting, field reflect.Value) error {
	if choices := strings.Fields(s.tag.Get("oneof")); len(choices) > 0 {
		if value := field.String(); !slices.Contains(choices, value) {
			if s.Variable == "REGISTRATION" && strings.EqualFold(value, "INVITE") {
				return wrong(s.Variable, "invitations are not built into this version; use %s", orList(choices))
			}
			return wrong(s.Variable, "%q is not known; use %s", value, orList(choices))
		}
		return nil
	}
	low, high := s.tag.Get("min"), s.tag.Get("max")
	if low == "" {
		return nil
	}
	value, least, most := field.Int(), number(field, low), number(field, high)
	if value < least || value > most {
		return wrong(s.Variable, "%s is out of range; use %s to %s", textOf(field), low, high)
	}
	return nil
}

func number(field reflect.Value, text string) int64 {
	if field.Type() == reflect.TypeFor[time.Duration]() {
		d, _ := time.ParseDuration(text) // a test parses every bound
		return int64(d)
	}
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

func checkAddr(variable, value string) error {
	_, port, err := net.SplitHostPort(value)
	if err != nil {
		return wrong(variable, "%q is not an address; write :4000 for every interface or 127.0.0.1:4000 for this machine only", value)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return wrong(variable, "%q has no port from 1 to 65535, or 0 for a free one", value)
	}
	return nil
}

func (c Config) checkDatabase() error {
	raw := c.DatabaseURL.Reveal()
	if raw == "" {
		return nil
	}
	if path, isFile := strings.CutPrefix(raw, "sqlite:"); isFile {
		if path == "" {
			return wrong("DATABASE_URL", "the file's name is missing; write sqlite:/path/to/tasklane.db")
		}
		return nil
	}
	u, err := url.Parse(raw)
	// The parser's message quotes the address, and with it the password.
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return wrong("DATABASE_URL", "write postgres://user:password@host:5432/database (special characters of a password percent-encoded) or sqlite:/path/to/tasklane.db")
	}
	return nil
}

func (c Config) checkRedis() error {
	if c.RedisURL == "" {
		return nil
	}
	u, err := url.Parse(c.RedisURL.Reveal())
	if err != nil || (u.Scheme != "redis" && u.Scheme != "rediss") || u.Host == "" {
		return wrong("REDIS_URL", "write redis://host:6379 or, encrypted, rediss://user:password@host:6379")
	}
	return nil
}

func (c Config) checkKafka() error {
	switch {
	case c.KafkaUser != "" && c.KafkaPassword == "":
		return wrong("KAFKA_PASSWORD", "KAFKA_USER signs in with it; set it in the environment")
	case c.KafkaUser == "" && c.KafkaPassword != "":
		return wrong("KAFKA_USER", "whose is KAFKA_PASSWORD? set it too")
	case c.KafkaCA != "" && !bool(c.KafkaTLS):
		return wrong("KAFKA_TLS", "KAFKA_CA says who the brokers are, which they show when it is on")
	case c.KafkaUser != "" && c.KafkaMechanism == "PLAIN" && !bool(c.KafkaTLS):
		return wrong("KAFKA_TLS", "set it to on: by PLAIN the password goes over the network as it is; or use KAFKA_SASL=SCRAM-SHA-512")
	}
	return nil
}

func orList(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
