package modules_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tasklane/platform/redisclient/redistest"
	"tasklane/platform/telemetry"
)

const followEvents = `subscription($p: ID!) { taskEvents(projectId: $p) { task { title } } }`

// everyday is what people do in a day; each has to work, and soon.
func (v visitor) everyday(project, name string) {
	v.t.Helper()
	v.login(name)
	v.must(`{ projects(first: 10) { nodes { id } } notifications(first: 10) { unreadCount } }`, nil)
	v.newTask(project, "everyday")
	v.must(`mutation($p: ID!) { setPresence(projectId: $p) }`, vars{"p": project})
	v.must(`mutation { markAllNotificationsRead { unreadCount } }`, nil)
}

func TestQ23_WithRedisDownFromTheStartEverythingWorks(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, redis *redistest.Server) {
		redis.Kill()
		apis := neighbours(t, redis.URL, 2)
		ada := visitor{t: t, api: apis[0]}.register("ada")
		project := ada.newProject("DOWN")
		lines := ada.at(apis[1]).follow(followEvents, vars{"p": project})
		for _, api := range apis {
			ada.at(api).everyday(project, "ada")
		}
		ada.newTask(project, "while it is down")
		comes(t, lines, "while it is down") // the hub has looked into the log

		redis.Start()
		// Both processes listen again when what happens at one comes to the other faster than by looking.
		until(t, "events come at once", func() bool {
			began := time.Now()
			title := fmt.Sprint("at ", began.UnixNano())
			ada.newTask(project, title)
			comes(t, lines, title)
			return time.Since(began) < time.Second
		})
	})
}

func TestQ24_WithRedisHangingEverythingWorksAndWhatWasMissedComesAfterwards(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, redis *redistest.Server) {
		apis := neighbours(t, redis.URL, 2)
		ada := visitor{t: t, api: apis[0]}.register("ada")
		project := ada.newProject("HANG")
		there := ada.at(apis[1])
		doomed, kept := there.login("ada"), there.login("ada")
		lines := kept.follow(followEvents, vars{"p": project})
		over := doomed.follow(`subscription { unreadCount }`, nil)
		comes(t, over, "unreadCount")
		if !doomed.alive() {
			t.Fatal("a session does not begin")
		}

		redis.Stop()
		for _, api := range apis {
			ada.at(api).everyday(project, "ada")
		}
		ada.newTask(project, "while it hangs")
		comes(t, lines, "while it hangs")
		// Its end is told to nobody.
		doomed.at(apis[0]).must(`mutation { logout }`, nil)

		redis.Continue()
		began := time.Now()
		ends(t, over)
		until(t, "the ended session is refused", func() bool { return !doomed.alive() })
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("the ended session was good for %s more", took)
		}
		if !kept.alive() {
			t.Error("another session has ended with it")
		}
		until(t, "events come at once", func() bool {
			began := time.Now()
			title := fmt.Sprint("at ", began.UnixNano())
			ada.newTask(project, title)
			comes(t, lines, title)
			return time.Since(began) < time.Second
		})
	})
}

func TestQ25_AfterAFlushEndedSessionsStayEnded(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, redis *redistest.Server) {
		apis := neighbours(t, redis.URL, 2)
		ada := visitor{t: t, api: apis[0]}.register("ada")
		for range 5 {
			gone, kept := ada.login("ada"), ada.login("ada")
			for _, api := range apis {
				if !gone.at(api).alive() {
					t.Fatal("a session does not begin")
				}
			}
			gone.must(`mutation { logout }`, nil)
			redis.Do("FLUSHALL")
			for i, api := range apis {
				until(t, "the ended session is refused", func() bool { return !gone.at(api).alive() })
				if gone.at(api).alive() || !kept.at(api).alive() {
					t.Errorf("at %d the ended session is alive: %v; the other: %v", i, gone.at(api).alive(), kept.at(api).alive())
				}
			}
		}
	})
}

func TestQ26_AFullRedisFailsNoMutationAndKeepsNoSessionAlive(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ policy, caching string }{
		"refusing":                 {"noeviction", "on"},
		"refusing, without copies": {"noeviction", "off"},
		"evicting":                 {"allkeys-random", "on"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			redistest.Own(t, func(t *testing.T, redis *redistest.Server) {
				apis := neighbours(t, redis.URL, 2, "REDIS_CLIENT_CACHING="+c.caching)
				ada := visitor{t: t, api: apis[0]}.register("ada")
				project := ada.newProject("FULL")
				doomed := ada.login("ada")
				lines := ada.at(apis[1]).follow(followEvents, vars{"p": project})
				over := doomed.at(apis[1]).follow(`subscription { unreadCount }`, nil)
				comes(t, over, "unreadCount")
				for _, api := range apis {
					if !doomed.at(api).alive() {
						t.Fatal("a session does not begin")
					}
				}
				redis.Do("CONFIG", "SET", "maxmemory-policy", c.policy, "maxmemory", "1")
				for _, api := range apis {
					ada.at(api).everyday(project, "ada")
				}
				ada.newTask(project, "while it is full")
				comes(t, lines, "while it is full")
				doomed.must(`mutation { logout }`, nil)
				began := time.Now()
				for _, api := range apis {
					until(t, "the ended session is refused", func() bool { return !doomed.at(api).alive() })
				}
				ends(t, over)
				if took := time.Since(began); took > 5*time.Second {
					t.Errorf("the ended session was good for %s more", took)
				}
			})
		})
	}
}

func TestQ24_ARestartOfRedisLosesNoEvent(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, redis *redistest.Server) {
		apis := neighbours(t, redis.URL, 2)
		ada := visitor{t: t, api: apis[0]}.register("ada")
		project := ada.newProject("BACK")
		lines := ada.at(apis[1]).follow(followEvents, vars{"p": project})
		received := ada.at(apis[1]).follow(`subscription { notificationReceived { id } }`, nil)
		var want []string
		create := func(n int) {
			for range n {
				title := fmt.Sprintf("title %03d.", len(want))
				ada.newTask(project, title)
				want = append(want, title)
			}
		}
		create(20)
		redis.Kill()
		create(20)
		redis.Start()
		create(20)
		for _, title := range want {
			line := <-lines
			if !strings.Contains(line, title) {
				t.Fatalf("got %s, want %s", line, title)
			}
		}
		// What cannot be replayed says so.
		comes(t, received, "RESYNC_REQUIRED")
	})
}

func TestQ24_ReadinessAndMetricsTellTheTruthAboutRedis(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, redis *redistest.Server) {
		metrics := telemetry.NewMetrics()
		site := openMeasured(t, metrics, "DATABASE_URL=sqlite:"+filepath.Join(t.TempDir(), "data.db"), "REDIS_URL="+redis.URL)
		runUntilTheEnd(t, site)
		counted := func(line string) bool {
			w := httptest.NewRecorder()
			metrics.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
			return strings.Contains(w.Body.String(), "\n"+line)
		}
		complaint := func() error {
			for _, check := range site.Checks() {
				if check.Name == "redis" && check.Degrades {
					return check.Ask(t.Context())
				}
			}
			return errors.New("nobody looks after Redis")
		}
		ada := visitor{t: t, api: site.Gateway.API()}.register("ada")
		ada.follow(followEvents, vars{"p": ada.newProject("ADA")})
		until(t, "messages come", func() bool { return counted("tasklane_broadcast_listening 1") })
		until(t, "all is well", func() bool { return complaint() == nil })
		until(t, "copies are of use", func() bool {
			ada.alive()
			return counted(`tasklane_cache_reads_total{outcome="near"} `) // it is not there before the first
		})
		redis.Kill()
		until(t, "messages come no more", func() bool { return counted("tasklane_broadcast_listening 0") })
		if err := complaint(); err == nil {
			t.Error("it is not degraded")
		}
		redis.Start()
		until(t, "messages come again", func() bool {
			return counted("tasklane_broadcast_listening 1") && counted("tasklane_broadcast_connections_total 2")
		})
		until(t, "all is well again", func() bool { return complaint() == nil })
	})
}
