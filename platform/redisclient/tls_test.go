package redisclient_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tasklane/platform/redisclient/redistest"
)

func TestTLSIsSpokenAndTheServersCertificateIsChecked(t *testing.T) {
	t.Parallel()
	certificate, key := selfSigned(t)
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		free, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := free.Addr().String()
		_ = free.Close()
		_, port, _ := net.SplitHostPort(address)
		s.Do("CONFIG", "SET", "tls-cert-file", certificate, "tls-key-file", key, "tls-ca-cert-file", certificate, "tls-auth-clients", "no", "tls-port", port)

		trusting, _ := open(t, "rediss://"+address+"?skip_verify=true")
		if err := trusting.Ping(t.Context()); err != nil {
			t.Errorf("over TLS: %v", err)
		}
		wary, _ := open(t, "rediss://"+address)
		if err := wary.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "certificate") {
			t.Errorf("a certificate that nobody vouches for gave %v", err)
		}
		plain, _ := open(t, strings.Replace(s.URL, "redis:", "rediss:", 1))
		if err := plain.Ping(t.Context()); err == nil {
			t.Error("a server without TLS was spoken to")
		}
	})
}

func selfSigned(t *testing.T) (certificate, key string) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	public, err := x509.CreateCertificate(rand.Reader, template, template, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	write := func(name, kind string, bytes []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("certificate.pem", "CERTIFICATE", public), write("key.pem", "PRIVATE KEY", private)
}
