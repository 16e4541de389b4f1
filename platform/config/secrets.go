package config

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	// minSecret is the least length of a JWT secret in bytes (HS256, RFC 7518, 3.2).
	minSecret = 32
	// minVariety is how many different bytes a secret has at least: "aaaa…" is long and still a guess.
	minVariety = 5

	secretFile = "jwt-secret"
	howToMake  = "make one with: openssl rand -base64 48"
)

// checkSecrets holds JWT_SECRET against its rules, without touching the disk.
func (c Config) checkSecrets() error {
	if c.JWTSecret == "" {
		if !c.Whole() {
			return wrong("JWT_SECRET", "it must be set when modules run in several processes, the same for all of them; %s", howToMake)
		}
		if c.PostgreSQL() {
			return wrong("JWT_SECRET", "it must be set with PostgreSQL, because every process that shares the data needs the same; %s", howToMake)
		}
		return nil
	}
	_, err := splitSecrets(c.JWTSecret.Reveal())
	return err
}

// splitSecrets reads the comma-separated list; the messages tell a secret's place and never its text.
func splitSecrets(list string) ([][]byte, error) {
	var secrets [][]byte
	for i, item := range strings.Split(list, ",") {
		secret := []byte(strings.TrimSpace(item))
		if len(secret) < minSecret {
			return nil, wrong("JWT_SECRET", "secret %d has %d bytes and needs %d or more; %s", i+1, len(secret), minSecret, howToMake)
		}
		different := map[byte]bool{}
		for _, b := range secret {
			different[b] = true
		}
		if len(different) < minVariety {
			return nil, wrong("JWT_SECRET", "secret %d repeats the same few characters; %s", i+1, howToMake)
		}
		secrets = append(secrets, secret)
	}
	return secrets, nil
}

// SecretFile is where the secret is that Secrets makes.
func (c Config) SecretFile() string { return filepath.Join(c.DataDir, secretFile) }

// Secrets returns the secrets for tokens, the signing one first. With SQLite and no JWT_SECRET it makes
// one and keeps it in DATA_DIR, readable by nobody else; made says that this happened now.
func (c Config) Secrets() (secrets [][]byte, made bool, err error) {
	if c.JWTSecret != "" {
		secrets, err = splitSecrets(c.JWTSecret.Reveal())
		return secrets, false, err
	}
	if err := c.checkSecrets(); err != nil {
		return nil, false, err
	}
	path := c.SecretFile()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if made, err = c.makeSecret(path); err != nil {
			return nil, false, wrong("DATA_DIR", "the secret for tokens cannot be written to %s: %v", path, reason(err))
		}
	}
	secrets, err = readSecret(path)
	return secrets, made, err
}

func readSecret(path string) ([][]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, wrong("DATA_DIR", "%s cannot be read: %v", path, reason(err))
	}
	if info.Mode().Perm()&0o007 != 0 {
		return nil, wrong("DATA_DIR", "%s can be read by everybody on this machine; run: chmod 600 %s", path, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, wrong("DATA_DIR", "%s cannot be read: %v", path, reason(err))
	}
	secrets, err := splitSecrets(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, wrong("DATA_DIR", "%s holds no good secret; delete it to get a new one, which signs everybody out", path)
	}
	return secrets, nil
}

// makeSecret writes a new secret beside its place and links it there: the file is whole or absent, and
// of two processes that start at once both end up with the same one.
func (c Config) makeSecret(path string) (bool, error) {
	if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
		return false, err
	}
	temporary, err := os.CreateTemp(c.DataDir, secretFile+"-*") // mode 0600
	if err != nil {
		return false, err
	}
	defer func() { _ = os.Remove(temporary.Name()) }()
	random := make([]byte, 48)
	rand.Read(random)
	_, err = fmt.Fprintln(temporary, base64.RawURLEncoding.EncodeToString(random))
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err != nil {
		return false, err
	}
	err = os.Link(temporary.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil { // a file system without hard links
		err = os.Rename(temporary.Name(), path)
	}
	return err == nil, err
}

// PrepareDataDir makes DATA_DIR and finds out whether it can be written to.
func (c Config) PrepareDataDir() error {
	if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
		return wrong("DATA_DIR", "the folder %s cannot be made: %v; choose another with --data-dir", c.DataDir, reason(err))
	}
	probe, err := os.CreateTemp(c.DataDir, ".writable-*")
	if err != nil {
		return wrong("DATA_DIR", "the folder %s cannot be written to: %v; choose another with --data-dir", c.DataDir, reason(err))
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// reason is the bare cause of a file error, since the message names the path already.
func reason(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}
