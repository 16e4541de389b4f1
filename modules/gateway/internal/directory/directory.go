// Package directory remembers who people are. Nearly every answer of the API names somebody, mostly the same few, and
// without it each of them would cost a call to the user module.
package directory

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/broadcast"
	"tasklane/platform/identity"
)

const (
	// keptFor bounds how long a change may go unnoticed that no broadcast tells of, like that of a session's state.
	keptFor = user.StateTTL
	// More accounts than this are not kept; then it begins anew.
	mostKept = 10_000
)

// Directory is the user module, of which accounts are remembered that were read by id. A change that was made through
// it is seen at once; one that was made elsewhere when the broadcast tells of it. Run must run; until it listens, nothing
// is remembered.
type Directory struct {
	user.Service

	air broadcast.Broadcast

	mu        sync.Mutex
	known     map[string]account
	listening bool
	// round grows when something is forgotten: an answer that was asked for before it may be older.
	round int
}

type account struct {
	user.User

	until time.Time
}

// New makes one that knows nobody.
func New(users user.Service, air broadcast.Broadcast) *Directory {
	return &Directory{Service: users, air: air, known: map[string]account{}}
}

// Run listens for changes until ctx ends.
func (d *Directory) Run(ctx context.Context) error {
	unsubscribe, err := d.air.Subscribe(ctx, user.ProfilesChannel, d.hear, d.forgetAll)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	defer unsubscribe()
	d.listen(true)
	<-ctx.Done()
	d.listen(false)
	return nil
}

func (d *Directory) listen(on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.listening = on
	d.clear()
}

func (d *Directory) hear(payload []byte) {
	var changed user.ProfileChanged
	if json.Unmarshal(payload, &changed) != nil {
		return
	}
	d.forget(changed.UserID)
}

func (d *Directory) forget(userID string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.known, userID)
	d.round++
}

func (d *Directory) forgetAll() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clear()
}

func (d *Directory) clear() {
	clear(d.known)
	d.round++
}

// Users implements user.Directory.
func (d *Directory) Users(ctx context.Context, ids []string) ([]user.User, error) {
	if identity.From(ctx).Kind == identity.Nobody {
		return d.Service.Users(ctx, ids)
	}
	found, missing, round := d.remembered(ids)
	if len(missing) == 0 {
		return found, nil
	}
	asked, err := d.Service.Users(ctx, missing)
	if err != nil {
		return nil, err
	}
	d.keep(asked, round)
	return append(found, asked...), nil
}

func (d *Directory) remembered(ids []string) (found []user.User, missing []string, round int) {
	now := time.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, id := range ids {
		if a, ok := d.known[id]; ok && now.Before(a.until) {
			found = append(found, a.User)
		} else {
			missing = append(missing, id)
		}
	}
	return found, missing, d.round
}

func (d *Directory) keep(list []user.User, round int) {
	until := time.Now().Add(keptFor)
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.listening || round != d.round {
		return
	}
	if len(d.known)+len(list) > mostKept {
		clear(d.known)
	}
	for _, u := range list {
		d.known[u.ID] = account{u, until}
	}
}

// UpdateProfile implements user.Accounts.
func (d *Directory) UpdateProfile(ctx context.Context, in user.UpdateProfile) (user.User, error) {
	defer d.forget(identity.From(ctx).UserID)
	return d.Service.UpdateProfile(ctx, in)
}

// SetRole implements user.Accounts.
func (d *Directory) SetRole(ctx context.Context, userID string, role user.Role) (user.User, error) {
	defer d.forget(userID)
	return d.Service.SetRole(ctx, userID, role)
}

// SetDisabled implements user.Accounts.
func (d *Directory) SetDisabled(ctx context.Context, userID string, disabled bool) (user.User, error) {
	defer d.forget(userID)
	return d.Service.SetDisabled(ctx, userID, disabled)
}
