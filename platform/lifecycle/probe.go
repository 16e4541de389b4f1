package lifecycle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// probeTimeout leaves /readyz the time that it gives its checks.
const probeTimeout = checkTimeout + time.Second

// Probe asks the process whose operations listener is at addr, on this machine, how it is: whether it lives or, with
// ready, whether it should be sent requests. The answer is a few words and comes within three seconds; the error says
// in one line what is wrong.
func Probe(ctx context.Context, addr string, ready bool) (answer string, err error) {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	path := "/healthz"
	if ready {
		path = "/readyz"
	}
	var said struct {
		Readiness

		Alive bool `json:"alive"`
	}
	if err := ask(ctx, "http://"+nearby(addr)+path, &said); err != nil {
		return "", fmt.Errorf("nobody answers at %s: %w", nearby(addr), err)
	}
	switch {
	case said.Alive:
		return "alive", nil
	case len(said.Reasons) > 0:
		return "", errors.New("not ready: " + strings.Join(said.Reasons, "; "))
	case !said.Ready:
		return "", fmt.Errorf("what answers at %s is not tasklane", nearby(addr))
	case len(said.Degraded) > 0:
		return "ready, but without " + strings.Join(said.Degraded, "; "), nil
	}
	return "ready", nil
}

// nearby is where this machine reaches a listener: one that listens at every address is asked at the loopback.
func nearby(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	ip, err := netip.ParseAddr(host)
	switch {
	case host == "" || ip == netip.IPv4Unspecified():
		host = "127.0.0.1"
	case err == nil && ip == netip.IPv6Unspecified():
		host = "::1"
	}
	return net.JoinHostPort(host, port)
}

// maxAnswer bounds what is read of somebody who may not be tasklane.
const maxAnswer = 64 << 10

// ask reads an answer; one that is not JSON leaves it empty.
func ask(ctx context.Context, address string, answer any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	// No proxy of the environment stands between a process and its own machine, by whichever address it is asked.
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return plainly(ctx, err)
	}
	defer response.Body.Close() //nolint:errcheck // it has been read
	err = json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(answer)
	if ctx.Err() != nil {
		return plainly(ctx, err)
	}
	return nil
}

// plainly leaves out of a failed request what its sender knows: the method and the address.
func plainly(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("no answer within %s", probeTimeout)
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		err = failed.Err
	}
	if failed, ok := errors.AsType[*net.OpError](err); ok {
		err = failed.Err
	}
	return err
}
