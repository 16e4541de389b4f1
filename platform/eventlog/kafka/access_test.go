package kafka_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"

	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

const password = "hunter22 and a half"

// TestABrokerLetsInWhoShowsThePasswordAndOnlyThem runs a broker as those of others are: encrypted, and for its users only.
func TestABrokerLetsInWhoShowsThePasswordAndOnlyThem(t *testing.T) {
	t.Parallel()
	kafkatest.OnOwn(t, func(t *testing.T, b *kafkatest.Broker) {
		folder := t.TempDir()
		certify(t, folder)
		good := kafka.Access{TLS: true, CA: filepath.Join(folder, "ca.pem"), User: "ada", Password: password, Mechanism: "PLAIN"}
		b.Access = good
		address := "SASL_SSL://" + b.Brokers[0]
		b.Start(t, "listeners="+address+",CONTROLLER://127.0.0.1:"+b.Controller(), "advertised.listeners="+address, "inter.broker.listener.name=SASL_SSL",
			"listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT", "sasl.mechanism.inter.broker.protocol=PLAIN",
			"sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
			`listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required `+
				`username="broker" password="its own" user_broker="its own" user_ada="`+password+`";`,
			"listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
			"listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
			"ssl.keystore.type=PEM", "ssl.keystore.location="+filepath.Join(folder, "broker.pem"),
			"ssl.truststore.type=PEM", "ssl.truststore.location="+filepath.Join(folder, "ca.pem"))
		kafkatest.CreateTopics(t, b.Cluster, "by-plain")
		remember(t, b.Cluster, "ben")
		try := func(change func(*kafka.Access)) error {
			c := b.Cluster
			change(&c.Access)
			ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
			defer cancel()
			return c.Ping(ctx)
		}
		for _, mechanism := range []string{"SCRAM-SHA-256", "SCRAM-SHA-512"} {
			patience := time.After(15 * time.Second)
			for err := errors.New("untried"); err != nil; { // a broker hears of its users a moment after the controller
				err = try(func(a *kafka.Access) { a.User, a.Mechanism = "ben", mechanism })
				select {
				case <-patience:
					t.Fatalf("%s: %v", mechanism, err)
				default:
				}
			}
		}
		other := t.TempDir()
		certify(t, other)
		for what, change := range map[string]func(*kafka.Access){
			"a wrong password":          func(a *kafka.Access) { a.Password = password + "!" },
			"a wrong password of SCRAM": func(a *kafka.Access) { a.User, a.Mechanism, a.Password = "ben", "SCRAM-SHA-512", password+"!" },
			"nobody":                    func(a *kafka.Access) { a.User, a.Password = "", "" },
			"in the clear":              func(a *kafka.Access) { a.TLS = false },
			"to somebody else":          func(a *kafka.Access) { a.CA = filepath.Join(other, "ca.pem") },
			"to whom nobody knows":      func(a *kafka.Access) { a.CA = "" },
			"a folder":                  func(a *kafka.Access) { a.CA = folder },
			"no certificate":            func(a *kafka.Access) { a.CA = os.Args[0] },
			"a way that there is not":   func(a *kafka.Access) { a.Mechanism = "GSSAPI" },
		} {
			if err := try(change); err == nil || strings.Contains(err.Error(), password) {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

// remember gives somebody the password by SCRAM.
func remember(t *testing.T, c kafka.Cluster, user string) {
	t.Helper()
	client, err := c.Client()
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for _, mechanism := range []kadm.ScramMechanism{kadm.ScramSha256, kadm.ScramSha512} {
		done, err := kadm.NewClient(client).AlterUserSCRAMs(t.Context(), nil,
			[]kadm.UpsertSCRAM{{User: user, Mechanism: mechanism, Iterations: 4096, Password: password}})
		if err == nil {
			err = done.Error()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// certify writes an authority's certificate, ca.pem, and a broker's key with the certificate that it has signed, broker.pem.
func certify(t *testing.T, folder string) {
	t.Helper()
	parent := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	broker := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "broker"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: parent.NotBefore, NotAfter: parent.NotAfter,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	var keys [2]*ecdsa.PrivateKey
	for i := range keys {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		keys[i] = key
	}
	authority, err := x509.CreateCertificate(rand.Reader, parent, parent, &keys[0].PublicKey, keys[0])
	if err != nil {
		t.Fatal(err)
	}
	signed, err := x509.CreateCertificate(rand.Reader, broker, parent, &keys[1].PublicKey, keys[0])
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(keys[1])
	if err != nil {
		t.Fatal(err)
	}
	certificate := func(raw []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}) }
	for name, text := range map[string][]byte{
		"ca.pem":     certificate(authority),
		"broker.pem": append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), certificate(signed)...),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
