package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"time"
)

// readyAnswer is the size of a list of 50 tasks.
const readyAnswer = 13_000

// measureHTTP is how many ready answers a second net/http and this program's load exchange at 16 connections: the most
// that any server written in Go could show here.
func measureHTTP(ctx context.Context, each time.Duration) (float64, error) {
	answer := append([]byte(`{"data":"`), bytes.Repeat([]byte("x"), readyAnswer)...)
	answer = append(answer, `"}`...)
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer) // the client asks for the whole of it
	})}
	go server.Serve(listener) //nolint:errcheck // it ends with Close
	defer server.Close()      //nolint:errcheck // nothing is kept
	body := []byte(request(listDocument, `{}`))
	result, err := load{
		address: listener.Addr().String(), tokens: []string{"none"}, connections: rawWriters, warm: each / 4, measure: each,
		bodies: func(int) func([]byte) []byte { return func(buffer []byte) []byte { return append(buffer, body...) } },
	}.run(ctx)
	return result.rate, err
}
