package config_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tasklane/platform/config"
)

// split is what a process with some of the modules may need.
var split = map[string]string{
	"DATABASE_URL": "postgres://db/tasklane", "REDIS_URL": "redis://redis:6379", "KAFKA_BROKERS": "kafka:9092",
	"JWT_SECRET": goodSecret, "USER_ADDR": "user:7000", "TASK_ADDR": "task:7000", "NOTIFICATION_ADDR": "notification:7000",
}

// splitBut is the environment of these modules without the variable.
func splitBut(modules, without string) []string {
	environ := []string{"MODULES=" + modules}
	for variable, value := range split {
		if variable != without {
			environ = append(environ, variable+"="+value)
		}
	}
	return environ
}

func TestEachModuleRequiresWhatItUses(t *testing.T) {
	t.Parallel()
	for modules, needed := range map[string][]string{
		"user":                   {"DATABASE_URL", "REDIS_URL", "JWT_SECRET"},
		"task":                   {"DATABASE_URL", "REDIS_URL", "JWT_SECRET", "KAFKA_BROKERS", "USER_ADDR", "NOTIFICATION_ADDR"},
		"notification":           {"DATABASE_URL", "REDIS_URL", "JWT_SECRET", "KAFKA_BROKERS"},
		"gateway":                {"REDIS_URL", "JWT_SECRET", "USER_ADDR", "TASK_ADDR", "NOTIFICATION_ADDR"},
		"gateway,user":           {"DATABASE_URL", "REDIS_URL", "JWT_SECRET", "TASK_ADDR", "NOTIFICATION_ADDR"},
		"user,task,notification": {"DATABASE_URL", "REDIS_URL", "JWT_SECRET", "KAFKA_BROKERS"},
	} {
		if _, err := config.Load(splitBut(modules, ""), "", nil); err != nil {
			t.Errorf("MODULES=%s with everything: %v", modules, err)
		}
		for variable := range split {
			_, err := config.Load(splitBut(modules, variable), "", nil)
			var told *config.Error
			switch refused := errors.As(err, &told); {
			case !slices.Contains(needed, variable) && err != nil:
				t.Errorf("MODULES=%s does not need %s, and is refused: %v", modules, variable, err)
			case slices.Contains(needed, variable) && (!refused || told.Variable != variable):
				t.Errorf("MODULES=%s without %s: got %v", modules, variable, err)
			}
		}
	}
}

func TestAllModulesNeedNothing(t *testing.T) {
	t.Parallel()
	for _, environ := range [][]string{nil, {"MODULES=all"}, {"MODULES=Gateway, task,USER,notification"}} {
		c, err := config.Load(environ, "", nil)
		if err != nil || !c.Whole() || len(c.Elsewhere())+len(c.Served()) != 0 {
			t.Errorf("%v: %v, elsewhere %v, served %v", environ, err, c.Elsewhere(), c.Served())
		}
	}
}

func TestWhoCallsWhomSaysWhatIsServedAndWhatIsElsewhere(t *testing.T) {
	t.Parallel()
	for modules, want := range map[string]string{
		"user":                   "serves user; calls ",
		"task":                   "serves task; calls user notification",
		"notification":           "serves notification; calls ",
		"gateway":                "serves ; calls user notification task",
		"gateway,user":           "serves user; calls notification task",
		"user,task,notification": "serves user notification task; calls ",
		"gateway,task":           "serves ; calls user notification",
	} {
		c, err := config.Load(splitBut(modules, ""), "", nil)
		if err != nil {
			t.Fatal(err)
		}
		got := "serves " + strings.Join(c.Served(), " ") + "; calls " + strings.Join(c.Elsewhere(), " ")
		if got != want {
			t.Errorf("MODULES=%s %s; want %s", modules, got, want)
		}
	}
}

func TestCertificatesBelongTogether(t *testing.T) {
	t.Parallel()
	environ := append(splitBut("user", ""), "TCP_CERT=cert.pem", "TCP_CA=ca.pem")
	if _, err := config.Load(environ, "", nil); err == nil || !strings.Contains(err.Error(), "TCP_KEY") {
		t.Errorf("without the key: %v", err)
	}
}
