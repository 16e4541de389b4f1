// Package broadcast tells whoever is listening right now: fast, and not to be relied on. A message
// may be dropped, and one that was published while nobody listened is gone. What must not be missed
// is in the log (platform/eventlog) or the database; a listener that hears of a hole heals itself from there.
package broadcast

import (
	"context"
	"errors"
)

// ErrUnavailable says that whoever carries the messages does not. The adapter logs why, once in a
// while; a caller need not.
var ErrUnavailable = errors.New("broadcast: nobody carries messages at the moment")

// Broadcast carries messages on named channels, such as project:{id} and user:{id}.
type Broadcast interface {
	// Publish hands the payload to everybody who is subscribed to the channel now. It never waits
	// for them: a subscriber who is too far behind misses the message. The payload may be reused
	// after the call. An error means that nobody may have got it, not that nobody has; ErrUnavailable
	// at once or within a second.
	Publish(ctx context.Context, channel string, payload []byte) error

	// Listened gives those of the channels that somebody is subscribed to now, for who would have to work for a message that
	// nobody hears. What is published to one of them may be missed as ever. ErrUnavailable as Publish.
	Listened(ctx context.Context, channels ...string) ([]string, error)

	// Subscribe calls hear for each message of the channel, one at a time and in the order in which
	// they arrived here. What is published after Subscribe has returned is seen, or missed is called
	// after it. hear owns its payload; it must not block for long, for while it does, messages are
	// dropped.
	//
	// missed is called when messages may not have arrived: hear was too slow, the connection was lost
	// and stands again, or it stands for the first time after Subscribe had given up waiting for it. It
	// takes its turn with hear, after what had arrived before the hole; what is published once it has
	// begun is seen again. Whoever must be in step reads then. It may be called for nothing, and nil
	// is for a listener that does not care.
	//
	// A broadcast that is out of reach is no error: the subscription begins with a hole. ctx bounds the
	// subscribing only. The subscription lasts until unsubscribe is called, which may be done from
	// within either function, from several goroutines, and more than once; a call that is under way is
	// not waited for, no further one begins.
	Subscribe(ctx context.Context, channel string, hear func(payload []byte), missed func()) (unsubscribe func(), err error)
}
