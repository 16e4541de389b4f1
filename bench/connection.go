package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// connection is one HTTP/1.1 connection with one request at a time. It is much cheaper than http.Client, which matters:
// whatever the load costs is taken from the server on the same cores.
type connection struct {
	address string
	token   string
	conn    net.Conn
	reader  *bufio.Reader
	request []byte
	answer  bytes.Buffer
}

const answerWithin = 30 * time.Second

func dial(ctx context.Context, address, token string) (*connection, error) {
	c := &connection{address: address, token: token, reader: bufio.NewReaderSize(nil, 16<<10)}
	return c, c.open(ctx)
}

func (c *connection) open(ctx context.Context) error {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", c.address)
	if err != nil {
		return err
	}
	c.conn = conn
	c.reader.Reset(conn)
	return nil
}

func (c *connection) close() {
	if c.conn != nil {
		_ = c.conn.Close() // nothing is under way
	}
}

// post sends a GraphQL request and returns the answer's body, which the next post overwrites. After an error the
// connection is made anew.
func (c *connection) post(ctx context.Context, body []byte) ([]byte, error) {
	if c.conn == nil {
		if err := c.open(ctx); err != nil {
			return nil, err
		}
	}
	status, err := c.exchange(body)
	if err != nil {
		c.close()
		c.conn = nil
		return nil, err
	}
	if status != http.StatusOK {
		return nil, fmt.Errorf("answered %d: %s", status, excerpt(c.answer.Bytes()))
	}
	return c.answer.Bytes(), nil
}

func (c *connection) exchange(body []byte) (status int, err error) {
	out := c.request[:0]
	out = append(out, "POST /graphql HTTP/1.1\r\nHost: "...)
	out = append(out, c.address...)
	if c.token != "" {
		out = append(out, "\r\nAuthorization: Bearer "...)
		out = append(out, c.token...)
	}
	out = append(out, "\r\nContent-Type: application/json\r\nContent-Length: "...)
	out = strconv.AppendInt(out, int64(len(body)), 10)
	out = append(out, "\r\n\r\n"...)
	out = append(out, body...)
	c.request = out
	if err := c.conn.SetDeadline(time.Now().Add(answerWithin)); err != nil {
		return 0, err
	}
	if _, err := c.conn.Write(c.request); err != nil {
		return 0, err
	}
	response, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return 0, err
	}
	c.answer.Reset()
	_, err = c.answer.ReadFrom(response.Body)
	err = errors.Join(err, response.Body.Close())
	if err == nil && response.Close {
		c.close()
		c.conn = nil
	}
	return response.StatusCode, err
}

// refused finds an answer that holds errors. It looks for the member's name, which no text of ours contains, because
// reading every answer would cost as much as making it.
func refused(answer []byte) error {
	if bytes.Contains(answer, []byte(`"errors":`)) || !bytes.Contains(answer, []byte(`"data":`)) {
		return errors.New(excerpt(answer))
	}
	return nil
}

func excerpt(text []byte) string {
	const most = 300
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}
