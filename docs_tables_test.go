package main

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tasklane/docs/docstest"
	"tasklane/platform/config"
	"tasklane/platform/fault"
)

// TestTheGuideKnowsEveryError: a client that handles what the table has, handles everything.
func TestTheGuideKnowsEveryError(t *testing.T) {
	t.Parallel()
	var codes []string
	for kind := range fault.Kind(255) {
		if code := kind.Code(); !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	var told []string
	for _, row := range table(t, "docs/api.md", "code | means | with | do") {
		told = append(told, row[0])
	}
	slices.Sort(codes)
	slices.Sort(told)
	if !slices.Equal(codes, told) {
		t.Errorf("the guide has the codes %v, the code has %v", told, codes)
	}
}

// TestTheGuidesLimitsAreTheOnesThatHold compares them with the defaults of their settings.
func TestTheGuidesLimitsAreTheOnesThatHold(t *testing.T) {
	t.Parallel()
	rows := table(t, "docs/api.md", "limit | as it comes | setting")
	if len(rows) < 10 {
		t.Fatalf("only %d limits were found", len(rows))
	}
	for _, row := range rows {
		i := slices.IndexFunc(config.Settings(), func(s config.Setting) bool { return s.Variable == row[2] })
		if i < 0 {
			t.Errorf("%s: there is no setting %s", row[0], row[2])
		} else if holds := config.Settings()[i].Default; holds != row[1] {
			t.Errorf("%s: the guide says %s, %s is %s", row[0], row[1], row[2], holds)
		}
	}
}

// TestTheTourHasTheKeysOfTheApp: its list is the one that the app shows.
func TestTheTourHasTheKeysOfTheApp(t *testing.T) {
	t.Parallel()
	var app, tour []string
	for _, key := range regexp.MustCompile(`\], '([^']+)'\],\n`).FindAllStringSubmatch(text(t, "frontend/src/app/shortcuts.tsx"), -1) {
		app = append(app, key[1])
	}
	for _, row := range table(t, "docs/guide.md", "where | key | does") {
		tour = append(tour, row[2])
	}
	if !slices.Equal(app, tour) {
		t.Errorf("the app has the keys %q, the tour %q", app, tour)
	}
}

// TestTheGuideKnowsHowSocketsEnd: a client that does not know a code tries again for ever, or never.
func TestTheGuideKnowsHowSocketsEnd(t *testing.T) {
	t.Parallel()
	used := regexp.MustCompile(`\b4[0-9]{3}\b`).FindAllString(text(t, "modules/gateway/internal/transport/socket.go"), -1)
	var told []string
	for _, row := range table(t, "docs/api.md", "closed with | means | come back") {
		if strings.HasPrefix(row[0], "4") {
			told = append(told, row[0])
		}
	}
	slices.Sort(used)
	if used = slices.Compact(used); len(used) < 5 || !slices.Equal(used, told) {
		t.Errorf("sockets are closed with %v, the guide tells %v", used, told)
	}
}

// TestTheComparisonHasItsSources: what the README says of another product is followed by where it is from.
func TestTheComparisonHasItsSources(t *testing.T) {
	t.Parallel()
	sourced := regexp.MustCompile(`^–$|[¹²³⁰-⁹]$`)
	for _, row := range table(t, "README.md", " | Tasklane | Vikunja | Planka | Plane CE | Kaneo | Linear") {
		for _, cell := range row[2:] {
			if !sourced.MatchString(cell) {
				t.Errorf("%s: %q has no source", row[0], cell)
			}
		}
	}
}

// TestTheReadmeClaimsNothingBetterThanWasMeasured: its figures are those of docs/benchmarks.md, or humbler ones.
func TestTheReadmeClaimsNothingBetterThanWasMeasured(t *testing.T) {
	t.Parallel()
	readme := text(t, "README.md")
	measured := map[string]string{}
	for _, row := range table(t, "docs/benchmarks.md", "Deployment | What | Target | Reference here | Result | Ratio | Met") {
		if row[0] == "sqlite" || row[0] == "all" {
			measured[row[1]] = row[4]
		}
	}
	for _, row := range table(t, "docs/benchmarks.md", "Subscribers | Events/s | a change itself | p50 | p99 | Lost | Twice | CPU s per 1,000 deliveries | the subscribers' own | KiB per idle subscriber") {
		if _, known := measured["median of 2000"]; row[0] == "2000" && !known { // the first is one process on SQLite
			measured["median of 2000"] = row[3]
		}
	}
	for what, told := range map[string]string{
		"binary, with the web app":           `static binary of (\d+) MB`,
		"idle memory":                        `rests at (\d+) MiB`,
		"cold start to ready, existing data": `ready (\d+) ms after its start`,
		"median of 2000":                     `2,000 open boards in (\d+) ms at the median`,
	} {
		claim := regexp.MustCompile(told).FindStringSubmatch(readme)
		number := regexp.MustCompile(`^[\d.]+`).FindString(measured[what])
		if claim == nil || number == "" {
			t.Errorf("%s: the README says %q, the benchmarks %q", what, claim, measured[what])
			continue
		}
		claimed, _ := strconv.ParseFloat(claim[1], 64)
		if was, _ := strconv.ParseFloat(number, 64); claimed < math.Round(was) {
			t.Errorf("%s: the README says %v, measured was %s", what, claimed, measured[what])
		}
	}
}

// TestTheReadmeComparesWhatWasMeasured: creates are more when they are better.
func TestTheReadmeComparesWhatWasMeasured(t *testing.T) {
	t.Parallel()
	var measured string
	for _, row := range table(t, "docs/benchmarks.md", "Deployment | What | Target | Reference here | Result | Ratio | Met") {
		if row[0] == "sqlite" && row[1] == "create a task, over many projects" {
			measured = row[4]
		}
	}
	for _, row := range table(t, "README.md", " | Tasklane | Vikunja | Planka | Plane CE | Kaneo | Linear") {
		claimed, all := strings.CutSuffix(row[1], ", all answered")
		if !all {
			continue
		}
		if is := strings.ReplaceAll(claimed, ",", "") + "/s, 0 errors"; is != measured {
			t.Errorf("the README says %s creates a second, measured was %s", claimed, measured)
		}
		return
	}
	t.Error("the README compares no creates")
}

// table is a table of a page, by its heading.
func table(t *testing.T, path, heading string) [][]string {
	t.Helper()
	for _, page := range docstest.Pages(t, ".") {
		if rows := page.Tables[heading]; page.Path == path && len(rows) > 0 {
			return rows
		}
	}
	t.Fatalf("%s has no table %q", path, heading)
	return nil
}
