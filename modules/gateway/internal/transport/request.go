package transport

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tasklane/platform/fault"
)

// Request is one GraphQL request, as every transport sends it.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any
}

// fields are a request's members before their types are known.
type fields struct {
	Query         json.RawMessage `json:"query"`
	OperationName json.RawMessage `json:"operationName"`
	Variables     json.RawMessage `json:"variables"`
	Extensions    json.RawMessage `json:"extensions"`
}

// decodeRequest reads a request from JSON: the body of a POST, or a subscribe message's payload. The error is
// a fault Invalid that names the member.
func decodeRequest(data []byte) (Request, error) {
	var request Request
	data = bytes.TrimLeft(data, " \t\r\n")
	if len(data) > 0 && data[0] == '[' {
		return request, invalidRequest("", "Send one request at a time: batches are not accepted.")
	}
	var f fields
	if len(data) == 0 || data[0] != '{' || json.Unmarshal(data, &f) != nil {
		return request, invalidRequest("", "The request must be a JSON object with the member query.")
	}
	if len(f.Query) == 0 || decodeMember(f.Query, &request.Query) != nil || request.Query == "" {
		return request, invalidRequest("query", "This must be a string that holds the document.")
	}
	if decodeMember(f.OperationName, &request.OperationName) != nil {
		return request, invalidRequest("operationName", "This must be a string.")
	}
	if decodeMember(f.Variables, &request.Variables) != nil {
		return request, invalidRequest("variables", "This must be an object.")
	}
	var extensions map[string]json.RawMessage
	if decodeMember(f.Extensions, &extensions) != nil {
		return request, invalidRequest("extensions", "This must be an object.")
	}
	return request, nil
}

// decodeMember reads one member; one that is missing or null leaves the target as it is.
func decodeMember(data json.RawMessage, target any) error {
	if len(data) == 0 {
		return nil
	}
	return json.Unmarshal(data, target)
}

// decodeURL reads the request of a GET.
func decodeURL(values url.Values) (Request, error) {
	request := Request{Query: values.Get("query"), OperationName: values.Get("operationName")}
	if request.Query == "" {
		return request, invalidRequest("query", "This must be a string that holds the document.")
	}
	if text := values.Get("variables"); text != "" && json.Unmarshal([]byte(text), &request.Variables) != nil {
		return request, invalidRequest("variables", "This must be an object, as JSON.")
	}
	var extensions map[string]json.RawMessage
	if text := values.Get("extensions"); text != "" && json.Unmarshal([]byte(text), &extensions) != nil {
		return request, invalidRequest("extensions", "This must be an object, as JSON.")
	}
	return request, nil
}

// read takes the request out of an HTTP request. The status is the one to refuse it with.
func (t *Transport) read(w http.ResponseWriter, r *http.Request) (Request, int, error) {
	if r.Method == http.MethodGet {
		request, err := decodeURL(r.URL.Query())
		return request, http.StatusBadRequest, err
	}
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := parameters["charset"]
	if err != nil || media != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return Request{}, http.StatusUnsupportedMediaType, invalidRequest("", "Send the request as application/json in UTF-8.")
	}
	// A client that sends its body drop by drop holds a connection, so it gets no longer than any operation.
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(t.options.Deadline)) // not every writer has one
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, t.options.BodyBytes))
	if err != nil {
		// The deadline stays: the server would otherwise wait for the rest of the body before it answers.
		w.Header().Set("Connection", "close")
		if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return Request{}, http.StatusRequestEntityTooLarge, fault.New(fault.TooComplex, "The request's body is above the maximum of %d bytes.", tooLarge.Limit)
		}
		return Request{}, http.StatusBadRequest, invalidRequest("", "The request's body could not be read to its end.")
	}
	_ = control.SetReadDeadline(time.Time{})
	request, err := decodeRequest(body)
	return request, http.StatusBadRequest, err
}

func invalidRequest(field, message string) *fault.Error {
	return fault.Invalidf(field, "%s", message)
}
