package kafka

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

// Access is how brokers let somebody in. The zero value is a connection that is not encrypted, of nobody.
type Access struct {
	// TLS has connections encrypted. A broker's certificate must be good for the name that it is reached by, and signed by an
	// authority that the system knows, or one of those in the PEM file CA.
	TLS bool
	CA  string
	// User signs in by the Mechanism: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. With "" nobody does.
	User, Password, Mechanism string
}

func (a Access) options() (options []kgo.Opt, err error) {
	if a.TLS {
		config := &tls.Config{MinVersion: tls.VersionTLS12}
		if config.RootCAs, err = a.authorities(); err != nil {
			return nil, err
		}
		options = append(options, kgo.DialTLSConfig(config))
	}
	if a.User != "" {
		mechanism, err := a.mechanism()
		if err != nil {
			return nil, err
		}
		options = append(options, kgo.SASL(mechanism))
	}
	return options, nil
}

// authorities are nil for those of the system.
func (a Access) authorities() (*x509.CertPool, error) {
	if a.CA == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(a.CA)
	if err != nil {
		return nil, err
	}
	authorities := x509.NewCertPool()
	if !authorities.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s has no certificate", a.CA)
	}
	return authorities, nil
}

func (a Access) mechanism() (sasl.Mechanism, error) {
	switch a.Mechanism {
	case "PLAIN":
		return plain.Auth{User: a.User, Pass: a.Password}.AsMechanism(), nil
	case "SCRAM-SHA-256":
		return scram.Auth{User: a.User, Pass: a.Password}.AsSha256Mechanism(), nil
	case "SCRAM-SHA-512":
		return scram.Auth{User: a.User, Pass: a.Password}.AsSha512Mechanism(), nil
	default:
		return nil, fmt.Errorf("nobody signs in by %q", a.Mechanism)
	}
}
