package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/notification"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// inboxStream follows what the viewer's channel says.
type inboxStream struct {
	asked    subscription
	listener *live.Listener
	// read makes an occurrence of a message, missed of messages that may have been lost; false: there is nothing to tell.
	read   func(live.Message) (what any, tell bool, err error)
	missed func(context.Context) (what any, tell bool, err error)
	// now is told first, if there is something.
	now any
}

// Next waits for the next message that is worth telling.
func (s *inboxStream) Next(ctx context.Context) ([]byte, error) {
	if s.now != nil {
		what := s.now
		s.now = nil
		return s.asked.render(ctx, what)
	}
	for {
		what, tell, err := s.wait(ctx)
		if err != nil {
			return nil, err
		}
		if tell {
			return s.asked.render(ctx, what)
		}
	}
}

func (s *inboxStream) wait(ctx context.Context) (what any, tell bool, err error) {
	select {
	case <-ctx.Done():
		return nil, false, ctx.Err()
	case m := <-s.listener.C:
		return s.read(m)
	case <-s.listener.Missed:
		return s.missed(ctx)
	}
}

// Close stops listening.
func (s *inboxStream) Close() { s.listener.Close() }

func (s subscription) listen(ctx context.Context) (*inboxStream, error) {
	listener, err := s.g.watchers.Listen(ctx, identity.From(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return &inboxStream{asked: s, listener: listener}, nil
}

func (s subscription) notifications(ctx context.Context) (transport.Stream, error) {
	stream, err := s.listen(ctx)
	if err != nil {
		return nil, err
	}
	stream.read = func(m live.Message) (any, bool, error) {
		if m.Type != notification.ArrivedType {
			return nil, false, nil
		}
		arrived, err := decode[notification.Arrived](m)
		return arrived.Notification, true, err
	}
	stream.missed = func(context.Context) (any, bool, error) {
		return nil, false, fault.New(fault.ResyncRequired, "Notifications may have been missed: subscribe anew and read `notifications`.")
	}
	return stream, nil
}

// unread is an unread count that has occurred.
type unread int

// unreadCount tells the count now and whenever it has changed. It listens before it counts: what changes in between
// is told too.
func (s subscription) unreadCount(ctx context.Context) (transport.Stream, error) {
	stream, err := s.listen(ctx)
	if err != nil {
		return nil, err
	}
	count, err := s.g.notifications.UnreadCount(ctx)
	if err != nil {
		stream.Close()
		return nil, err
	}
	last := count
	changed := func(count int, err error) (any, bool, error) {
		is := err == nil && count != last
		last = count
		return unread(count), is, err
	}
	stream.now = unread(count)
	stream.read = func(m live.Message) (any, bool, error) {
		if m.Type != notification.ArrivedType && m.Type != notification.CountType {
			return nil, false, nil
		}
		// Both kinds of message have the count at the same place.
		told, err := decode[notification.Count](m)
		return changed(told.Unread, err)
	}
	stream.missed = func(ctx context.Context) (any, bool, error) {
		for len(stream.listener.C) > 0 {
			<-stream.listener.C // an older count than the one that is read now
		}
		return changed(s.g.notifications.UnreadCount(ctx))
	}
	return stream, nil
}

func decode[T any](m live.Message) (T, error) {
	var v T
	if err := json.Unmarshal(m.Payload, &v); err != nil {
		return v, fmt.Errorf("a message of type %s: %w", m.Type, err)
	}
	return v, nil
}

// NotificationReceived resolves a notification that has arrived.
func (r *eventRoot) NotificationReceived(ctx context.Context) (*notificationView, error) {
	n, err := happened[notification.Notification](ctx)
	if err != nil {
		return nil, err
	}
	return first(r.viewNotifications(ctx, selected(ctx), []notification.Notification{n}))
}

// UnreadCount resolves a count that has changed.
func (r *eventRoot) UnreadCount(ctx context.Context) (int32, error) {
	n, err := happened[unread](ctx)
	return int32(n), err
}
