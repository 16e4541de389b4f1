package tcp_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// authority signs certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return authority{cert, key}
}

// issue writes a certificate for a name, its key and the authority's certificate into a folder.
func (a authority) issue(t *testing.T, folder, name string, ends time.Time) tcp.TLS {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: []string{name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: ends,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	files := tcp.TLS{Cert: filepath.Join(folder, "cert.pem"), Key: filepath.Join(folder, "key.pem"), CA: filepath.Join(folder, "ca.pem")}
	for path, block := range map[string]*pem.Block{
		files.Cert: {Type: "CERTIFICATE", Bytes: cert},
		files.Key:  {Type: "PRIVATE KEY", Bytes: private},
		files.CA:   {Type: "CERTIFICATE", Bytes: a.cert.Raw},
	} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestQ73_WithTLSBothSidesShowACertificate(t *testing.T) {
	t.Parallel()
	soon := time.Now().Add(time.Hour)
	ours, theirs := newAuthority(t), newAuthority(t)
	addr := tcptest.Serve(t, tcp.ServerOptions{TLS: ours.issue(t, t.TempDir(), "localhost", soon)}, serving(echo)).String()
	call := func(files tcp.TLS) error {
		p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: strings.Replace(addr, "127.0.0.1", "localhost", 1), TLS: files})
		_, err := do(t.Context(), p, "x")
		return err
	}
	if err := call(ours.issue(t, t.TempDir(), "gateway", soon)); err != nil {
		t.Errorf("one of ours: %v", err)
	}
	mixed := theirs.issue(t, t.TempDir(), "gateway", soon)
	mixed.CA = ours.issue(t, t.TempDir(), "gateway", soon).CA
	for what, files := range map[string]tcp.TLS{
		"without TLS":                     {},
		"with another's authority":        theirs.issue(t, t.TempDir(), "gateway", soon),
		"with another's certificate":      mixed,
		"with a certificate that is over": ours.issue(t, t.TempDir(), "gateway", time.Now().Add(-time.Minute)),
	} {
		unavailable(t, what, call(files), false)
	}
	stranger := tcptest.Serve(t, tcp.ServerOptions{TLS: ours.issue(t, t.TempDir(), "elsewhere", soon)}, serving(echo)).String()
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: stranger, TLS: ours.issue(t, t.TempDir(), "gateway", soon)})
	_, err := do(t.Context(), p, "x")
	unavailable(t, "a server of another name", err, false)
}

func TestQ91_ACertificateIsReplacedUnderARunningProcess(t *testing.T) {
	t.Parallel()
	soon := time.Now().Add(time.Hour)
	before, after := newAuthority(t), newAuthority(t)
	here, there := t.TempDir(), t.TempDir()
	addr := tcptest.Serve(t, tcp.ServerOptions{TLS: before.issue(t, there, "localhost", soon)}, serving(echo)).String()
	w := cable(t, addr)
	named := strings.Replace(w.Addr().String(), "127.0.0.1", "localhost", 1)
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: named, TLS: before.issue(t, here, "gateway", soon)})
	if _, err := do(t.Context(), p, "x"); err != nil {
		t.Fatal(err)
	}
	after.issue(t, there, "localhost", soon)
	after.issue(t, here, "gateway", soon)
	if _, err := do(t.Context(), p, "x"); err != nil {
		t.Errorf("an open connection: %v", err)
	}
	w.cut()
	eventually(t, "new connections use the new ones", func() bool {
		_, err := do(t.Context(), p, "x")
		return err == nil
	})
	stranger := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: named, TLS: before.issue(t, t.TempDir(), "gateway", soon)})
	_, err := do(t.Context(), stranger, "x")
	unavailable(t, "the old authority", err, false)
}

func TestAMistakeInTheFilesShowsAtTheStart(t *testing.T) {
	t.Parallel()
	good := newAuthority(t).issue(t, t.TempDir(), "localhost", time.Now().Add(time.Hour))
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for what, files := range map[string]tcp.TLS{
		"no authorities":        {Cert: good.Cert, Key: good.Key},
		"no key":                {Cert: good.Cert, CA: good.CA},
		"a file that is not":    {Cert: good.Cert, Key: good.Key, CA: good.CA + "x"},
		"an empty file":         {Cert: good.Cert, Key: good.Key, CA: empty},
		"the key of another":    {Cert: good.Cert, Key: good.CA, CA: good.CA},
		"the certificate twice": {Cert: good.Cert, Key: good.Cert, CA: good.CA},
	} {
		if _, err := tcp.NewServer(tcp.ServerOptions{Addr: ":0", Keys: tcptest.Keys(t), TLS: files}); err == nil {
			t.Errorf("%s: a server was made", what)
		}
		if _, err := tcp.NewPeer(tcp.PeerOptions{Name: "test", Addr: "localhost:1", Keys: tcptest.Keys(t), TLS: files}); err == nil {
			t.Errorf("%s: a peer was made", what)
		}
	}
}
