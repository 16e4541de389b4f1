package directory_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/gateway/internal/directory"
	"tasklane/modules/user"
	"tasklane/platform/broadcast/memory"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
)

// users answers for the user module.
type users struct {
	user.Service

	names map[string]string
	asked []string
	// meanwhile happens between the reading of an answer and its arrival.
	meanwhile func()
}

func (u *users) Users(ctx context.Context, ids []string) (list []user.User, err error) {
	if identity.From(ctx).Kind == identity.Nobody {
		return nil, fault.SignInNeeded()
	}
	for _, id := range ids {
		u.asked = append(u.asked, id)
		if name, is := u.names[id]; is {
			list = append(list, user.User{ID: id, Name: name})
		}
	}
	if u.meanwhile != nil {
		u.meanwhile()
	}
	return list, nil
}

func (u *users) UpdateProfile(ctx context.Context, in user.UpdateProfile) (user.User, error) {
	u.names[identity.From(ctx).UserID] = in.Name.Value
	return user.User{}, nil
}

func (u *users) SetRole(_ context.Context, userID string, _ user.Role) (user.User, error) {
	u.names[userID] = "Somebody else"
	return user.User{}, nil
}

func (u *users) SetDisabled(_ context.Context, userID string, _ bool) (user.User, error) {
	u.names[userID] = "Nobody now"
	return user.User{}, nil
}

// air is a broadcast that may take a while to subscribe to, and have holes.
type air struct {
	*memory.Broadcast

	takes  time.Duration
	missed func()
}

func (a *air) Subscribe(ctx context.Context, channel string, hear func([]byte), missed func()) (func(), error) {
	time.Sleep(a.takes)
	a.missed = missed
	return a.Broadcast.Subscribe(ctx, channel, hear, missed)
}

type world struct {
	*testing.T
	*users
	air       *air
	directory *directory.Directory
	ctx       context.Context
}

func inWorld(t *testing.T, test func(w *world)) {
	t.Helper()
	inWorldWith(t, &air{Broadcast: memory.New()}, test)
}

func inWorldWith(t *testing.T, a *air, test func(w *world)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{T: t, users: &users{names: map[string]string{"ada": "Ada", "bob": "Bob"}}, air: a}
		w.directory = directory.New(w.users, w.air)
		w.ctx = identity.With(t.Context(), identity.OfUser("ada", "s1", false))
		ctx, stop := context.WithCancel(t.Context())
		go func() { _ = w.directory.Run(ctx) }()
		synctest.Wait()
		test(w)
		stop()
		synctest.Wait()
	})
}

// is reads an account and says how it was called, and whether the module was asked.
func (w *world) is(id, name string, asked bool) {
	w.Helper()
	before := len(w.asked)
	list, err := w.directory.Users(w.ctx, []string{id})
	if err != nil || len(list) != 1 || list[0].Name != name {
		w.Errorf("%s is %+v, %v; want %s", id, list, err, name)
	}
	if was := len(w.asked) > before; was != asked {
		w.Errorf("asked for %s: %t, want %t", id, was, asked)
	}
}

func TestWhoWasReadIsRemembered(t *testing.T) {
	inWorld(t, func(w *world) {
		w.is("ada", "Ada", true)
		w.is("ada", "Ada", false)
		list, err := w.directory.Users(w.ctx, []string{"ada", "bob", "eve"})
		if err != nil || len(list) != 2 {
			w.Errorf("got %+v, %v", list, err)
		}
		if want := []string{"ada", "bob", "eve"}; !slices.Equal(w.asked, want) {
			w.Errorf("asked for %v, want %v", w.asked, want)
		}
		time.Sleep(user.StateTTL)
		w.is("ada", "Ada", true)
	})
}

func TestNobodyIsToldWhoIsRemembered(t *testing.T) {
	inWorld(t, func(w *world) {
		w.is("ada", "Ada", true)
		if list, err := w.directory.Users(w.Context(), []string{"ada"}); !fault.Is(err, fault.Unauthenticated) {
			w.Errorf("got %v, %v", list, err)
		}
	})
}

func TestAChangeIsSeenAtOnce(t *testing.T) {
	changed, _ := json.Marshal(user.ProfileChanged{UserID: "ada"})
	for name, change := range map[string]func(w *world){
		"one's own": func(w *world) {
			_, _ = w.directory.UpdateProfile(w.ctx, user.UpdateProfile{Name: null.Value("New")})
		},
		"a role":     func(w *world) { _, _ = w.directory.SetRole(w.ctx, "ada", user.Admin); w.names["ada"] = "New" },
		"an account": func(w *world) { _, _ = w.directory.SetDisabled(w.ctx, "ada", true); w.names["ada"] = "New" },
		"elsewhere": func(w *world) {
			w.names["ada"] = "New"
			_ = w.air.Publish(w.ctx, user.ProfilesChannel, changed)
			synctest.Wait()
		},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.is("ada", "Ada", true)
				w.is("bob", "Bob", true)
				change(w)
				w.is("ada", "New", true)
				w.is("bob", "Bob", false)
			})
		})
		t.Run(name+", while an answer is on its way", func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.meanwhile = func() { w.meanwhile = nil; change(w) }
				w.is("ada", "Ada", true)
				w.is("ada", "New", true)
			})
		})
	}
}

func TestAHoleInTheBroadcastMeansReadAgain(t *testing.T) {
	inWorld(t, func(w *world) {
		w.is("ada", "Ada", true)
		w.air.missed()
		w.is("ada", "Ada", true)
	})
}

func TestNobodyIsRememberedWhileNothingIsHeard(t *testing.T) {
	inWorldWith(t, &air{Broadcast: memory.New(), takes: time.Second}, func(w *world) {
		w.is("ada", "Ada", true)
		w.is("ada", "Ada", true)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		w.is("ada", "Ada", true)
		w.is("ada", "Ada", false)
	})
}
