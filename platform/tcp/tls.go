package tcp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"

	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

// TLS names PEM files: this process's certificate and key, and the authorities that sign those of all modules. Both
// sides show a certificate and verify the other's. The zero value is no TLS.
type TLS struct{ Cert, Key, CA string }

// credentials are the transport's. Files that are named must be good.
func (t TLS) credentials() (credentials.TransportCredentials, error) {
	switch {
	case t == TLS{}:
		return insecure.NewCredentials(), nil
	case t.Cert == "" || t.Key == "" || t.CA == "":
		return nil, errors.New("TLS between modules needs a certificate, its key and the authorities' certificates")
	}
	config, err := t.load()
	if err != nil {
		return nil, err
	}
	return rotating{TransportCredentials: credentials.NewTLS(config), files: t}, nil
}

func (t TLS) load() (*tls.Config, error) {
	own, err := tls.LoadX509KeyPair(t.Cert, t.Key)
	if err != nil {
		return nil, fmt.Errorf("the certificate between modules: %w", err)
	}
	pem, err := os.ReadFile(t.CA)
	if err != nil {
		return nil, fmt.Errorf("the authorities between modules: %w", err)
	}
	authorities := x509.NewCertPool()
	if !authorities.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("the authorities between modules: %s has no certificate", t.CA)
	}
	return &tls.Config{
		MinVersion:   tls.VersionTLS13,
		Certificates: []tls.Certificate{own},
		RootCAs:      authorities,
		ClientCAs:    authorities,
		ClientAuth:   tls.RequireAndVerifyClientCert,
	}, nil
}

// rotating reads the files anew with each connection: connections are few and live long, and certificates are replaced
// under a running process.
type rotating struct {
	credentials.TransportCredentials // of the files as they were, for what does not depend on them

	files TLS
}

// ClientHandshake implements credentials.TransportCredentials.
func (r rotating) ClientHandshake(ctx context.Context, authority string, raw net.Conn) (net.Conn, credentials.AuthInfo, error) {
	config, err := r.files.load()
	if err != nil {
		return nil, nil, err
	}
	return credentials.NewTLS(config).ClientHandshake(ctx, authority, raw)
}

// ServerHandshake implements credentials.TransportCredentials.
func (r rotating) ServerHandshake(raw net.Conn) (net.Conn, credentials.AuthInfo, error) {
	config, err := r.files.load()
	if err != nil {
		return nil, nil, err
	}
	return credentials.NewTLS(config).ServerHandshake(raw)
}

// Clone implements credentials.TransportCredentials.
func (r rotating) Clone() credentials.TransportCredentials { return r }
