package transport

import (
	"context"
	"net/http"
	"strings"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// admit finds the operation that a request asks for and decides whether it may be executed. It is the same for
// all transports. The error is a fault or a *document.Invalid; the operation is there with it, once it was found.
func (t *Transport) admit(ctx context.Context, request Request) (*document.Operation, error) {
	d, err := t.catalog.Parse(request.Query)
	if err != nil {
		return nil, err
	}
	if d.AccountFields > 1 {
		return nil, fault.New(fault.TooComplex, "A document may hold one of register, login, refresh, changePassword and logout, once.")
	}
	op, err := d.Operation(request.OperationName)
	if err != nil {
		return nil, err
	}
	if op.Kind == document.Mutation {
		for _, field := range op.Fields {
			if document.IsAccountField(field) {
				if err := InfoFrom(ctx).checkAccountField(); err != nil {
					return op, err
				}
			}
		}
	}
	if op.Introspects {
		if err := t.checkIntrospection(ctx); err != nil {
			if _, ok := op.Unknown(); !ok {
				return op, err
			}
		}
	}
	return op, op.Check(request.Variables)
}

// checkIntrospection says why the caller may not read the schema.
func (t *Transport) checkIntrospection(ctx context.Context) error {
	switch {
	case t.options.Introspection == IntrospectionAll:
		return nil
	case t.options.Introspection == IntrospectionOff:
		return fault.Deny("Reading the schema through the API is switched off here.")
	case identity.From(ctx).Kind != identity.User:
		return fault.New(fault.Unauthenticated, "Sign in to read the schema.")
	}
	return nil
}

// caller verifies the bearer token of an HTTP request; without one it is nobody. The identity carries the
// client's address either way.
func (t *Transport) caller(r *http.Request) (identity.Identity, error) {
	address := ClientAddress(r, t.options.TrustedProxies)
	header := r.Header.Get("Authorization")
	if header == "" {
		return identity.Identity{Client: address}, nil
	}
	return t.verify(r.Context(), header, address)
}

// verify turns "Bearer …" into an identity.
func (t *Transport) verify(ctx context.Context, authorization, address string) (identity.Identity, error) {
	nobody := identity.Identity{Client: address}
	scheme, token, ok := strings.Cut(strings.TrimSpace(authorization), " ")
	token = strings.TrimSpace(token)
	if !ok || !strings.EqualFold(scheme, "Bearer") || token == "" {
		return nobody, fault.New(fault.Unauthenticated, "Send the access token as Authorization: Bearer.")
	}
	id, err := t.auth.Bearer(ctx, token)
	if err != nil {
		return nobody, err
	}
	id.Client = address
	return id, nil
}
