package packaging_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/types"
)

// rules are what every container of the compose file keeps, and how each is broken: a rule that does not notice proves
// nothing.
var rules = []struct {
	name   string
	keeps  func(types.ServiceConfig) bool
	broken func(*types.ServiceConfig)
}{
	{
		"its root is read-only",
		func(s types.ServiceConfig) bool { return s.ReadOnly },
		func(s *types.ServiceConfig) { s.ReadOnly = false },
	},
	{
		"it has no capability",
		func(s types.ServiceConfig) bool {
			return slices.Equal(s.CapDrop, []string{"ALL"}) && len(s.CapAdd) == 0
		},
		func(s *types.ServiceConfig) { s.CapAdd = []string{"NET_BIND_SERVICE"} },
	},
	{
		"all capabilities are dropped",
		func(s types.ServiceConfig) bool { return slices.Contains(s.CapDrop, "ALL") },
		func(s *types.ServiceConfig) { s.CapDrop = nil },
	},
	{
		"it gets no right that it was not started with",
		func(s types.ServiceConfig) bool {
			return !s.Privileged && slices.Equal(s.SecurityOpt, []string{"no-new-privileges:true"})
		},
		func(s *types.ServiceConfig) { s.SecurityOpt = nil },
	},
	{
		"it is not privileged",
		func(s types.ServiceConfig) bool { return !s.Privileged },
		func(s *types.ServiceConfig) { s.Privileged = true },
	},
	{
		"it is not root, and its user is a number",
		func(s types.ServiceConfig) bool { return regexp.MustCompile(`^[1-9]\d*:\d+$`).MatchString(s.User) },
		func(s *types.ServiceConfig) { s.User = "" },
	},
	{
		"nothing of the host is its own",
		func(s types.ServiceConfig) bool {
			return s.NetworkMode == "" && s.Pid == "" && s.Ipc == "" && len(s.Devices) == 0 &&
				!slices.ContainsFunc(s.Volumes, func(v types.ServiceVolumeConfig) bool {
					return v.Type == types.VolumeTypeBind && (!v.ReadOnly || strings.Contains(v.Source, "docker.sock"))
				})
		},
		func(s *types.ServiceConfig) {
			s.Volumes = append(s.Volumes, types.ServiceVolumeConfig{Type: types.VolumeTypeBind, Source: "/etc", Target: "/etc"})
		},
	},
	{
		"its image has a version",
		func(s types.ServiceConfig) bool {
			return s.Image == "tasklane:local" && s.Build != nil || regexp.MustCompile(`^[a-z/]+:v?\d+\.\d+\.?\d*(-[a-z0-9.]+)?$`).MatchString(s.Image)
		},
		func(s *types.ServiceConfig) { s.Image, s.Build = "nginx:latest", nil },
	},
	{
		"it says how it is, or ends by itself",
		func(s types.ServiceConfig) bool {
			job := slices.Equal(s.Command, []string{"migrate"}) && s.Restart == types.RestartPolicyOnFailure
			return job || s.HealthCheck != nil && !s.HealthCheck.Disable && len(s.HealthCheck.Test) > 1 && s.HealthCheck.Test[0] == "CMD"
		},
		func(s *types.ServiceConfig) { s.HealthCheck, s.Restart = nil, types.RestartPolicyAlways },
	},
	{
		"its log has an end",
		func(s types.ServiceConfig) bool { return s.Logging != nil && s.Logging.Options["max-size"] != "" },
		func(s *types.ServiceConfig) { s.Logging = nil },
	},
}

func TestQ92_EveryContainerIsLocked(t *testing.T) {
	t.Parallel()
	all := services(t, "single", "split", "watch")
	if len(all) < 12 {
		t.Fatalf("there are only %d services", len(all))
	}
	for name, service := range all {
		for _, rule := range rules {
			if !rule.keeps(service) {
				t.Errorf("%s: not so: %s", name, rule.name)
			}
			if rule.broken(&service); rule.keeps(service) {
				t.Errorf("%s: the rule does not notice when it is broken: %s", name, rule.name)
			}
			service = all[name]
		}
	}
}
