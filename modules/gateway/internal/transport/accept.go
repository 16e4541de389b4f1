package transport

import (
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The media types of answers.
const (
	mediaJSON    = "application/json; charset=utf-8"
	mediaGraphQL = "application/graphql-response+json; charset=utf-8"
	mediaStream  = "text/event-stream"
)

// wanted is what a request's Accept header asks for.
type wanted struct {
	// media is the answer's type: mediaJSON, mediaGraphQL or mediaStream; empty when none of them will do.
	media string
	// stream says that a stream is acceptable too: a subscription gets one.
	stream bool
}

// negotiate picks the answer's type: the one with the greatest weight, then the one named first. Without a
// header it is JSON.
func negotiate(r *http.Request) wanted {
	lines := r.Header.Values("Accept")
	if len(lines) == 0 {
		return wanted{media: mediaJSON}
	}
	type choice struct {
		media  string
		weight float64
	}
	var choices []choice
	var w wanted
	for part := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		name, parameters, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		weight := 1.0
		if q, ok := parameters["q"]; ok {
			weight, err = strconv.ParseFloat(q, 64)
			if err != nil {
				weight = 0
			}
		}
		if charset, ok := parameters["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		media := mediaOf(name)
		if media == "" || weight <= 0 {
			continue
		}
		w.stream = w.stream || media == mediaStream
		choices = append(choices, choice{media, weight})
	}
	slices.SortStableFunc(choices, func(a, b choice) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	if len(choices) > 0 {
		w.media = choices[0].media
	}
	return w
}

func mediaOf(name string) string {
	switch name {
	case "application/graphql-response+json":
		return mediaGraphQL
	case "application/json", "application/*", "*/*":
		return mediaJSON
	case "text/event-stream":
		return mediaStream
	}
	return ""
}
