package observability_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// expr is a query, and where it stands.
type expr struct{ where, text string }

var (
	quoted   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	matchers = regexp.MustCompile(`([a-zA-Z_:][a-zA-Z0-9_:]*)\s*\{([^{}]*)\}`)
	matcher  = regexp.MustCompile(`^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*$`)
	grouping = regexp.MustCompile(`\b(by|without|on|ignoring|group_left|group_right)\s*\(([^()]*)\)`)
	during   = regexp.MustCompile(`\[[^\][]*\]`)
	word     = regexp.MustCompile(`[a-zA-Z_:][a-zA-Z0-9_:]*(\s*\()?`)
)

// What is in a query beside metrics and functions.
var keywords = []string{"and", "or", "unless", "bool", "offset", "inf", "nan"}

// metricsIn are the metrics that a query names, whether there are such or not.
func metricsIn(text string) (names []string) {
	text = quoted.ReplaceAllString(text, "")
	text = matchers.ReplaceAllString(text, "$1")
	text = grouping.ReplaceAllString(text, "")
	text = during.ReplaceAllString(text, "")
	for _, found := range word.FindAllString(text, -1) {
		if !strings.HasSuffix(found, "(") && !slices.Contains(keywords, strings.ToLower(found)) {
			names = append(names, found)
		}
	}
	return names
}

// wrong is what a query asks for that there is not: metrics, and labels of them.
func (s series) wrong(text string) (problems []string) {
	names := metricsIn(text)
	for _, name := range names {
		if s[name] == nil {
			problems = append(problems, "there is no metric "+name)
		}
	}
	if len(names) == 0 {
		problems = append(problems, "it names no metric")
	}
	bare := quoted.ReplaceAllString(text, "")
	for _, match := range matchers.FindAllStringSubmatch(bare, -1) {
		for condition := range strings.SplitSeq(match[2], ",") {
			parts := matcher.FindStringSubmatch(condition)
			if parts == nil {
				problems = append(problems, fmt.Sprintf("%q is no condition", condition))
			} else if labels := s[match[1]]; labels != nil && !labels[parts[1]] {
				problems = append(problems, fmt.Sprintf("%s has no label %s", match[1], parts[1]))
			}
		}
	}
	for _, match := range grouping.FindAllStringSubmatch(bare, -1) {
		for label := range strings.SplitSeq(match[2], ",") {
			if label = strings.TrimSpace(label); label != "" && !slices.ContainsFunc(names, func(name string) bool { return s[name][label] }) {
				problems = append(problems, "none of its metrics has a label "+label)
			}
		}
	}
	return problems
}

func (s series) report(t *testing.T, exprs []expr) {
	t.Helper()
	for _, e := range exprs {
		for _, problem := range s.wrong(e.text) {
			t.Errorf("%s: %s: %s", e.where, problem, e.text)
		}
	}
}

// The check finds what it is for.
func TestAQueryOfWhatThereIsNotIsFound(t *testing.T) {
	t.Parallel()
	s := series{"a_total": {"kind": true, "instance": true}, "b_seconds_bucket": {"le": true}}
	for text, want := range map[string]string{
		`sum by (kind) (rate(a_total{kind=~"x|y"}[5m])) > 0 and on (instance) a_total`:                  "",
		`histogram_quantile(0.99, sum by (le) (rate(b_seconds_bucket[$__rate_interval]))) or vector(0)`: "",
		`rate(gone_total[5m])`:                            "there is no metric gone_total",
		`sum by (colour) (a_total)`:                       "none of its metrics has a label colour",
		`a_total{colour="red"}`:                           "a_total has no label colour",
		`a_total{kind="gone_total", instance!~"b_total"}`: "",
		`vector(1)`: "it names no metric",
	} {
		if got := strings.Join(s.wrong(text), "; "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
