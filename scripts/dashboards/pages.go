package main

import "fmt"

// ours are the series of our processes only, of metrics that others have too.
const ours = `{job="tasklane"}`

// pages are all dashboards.
func pages() []*page {
	return []*page{overview(), gateway(), user(), task(), notification(), live(), log()}
}

func overview() *page {
	p := newPage("overview", "Overview", "Is it well, and where to look if not.")
	p.figure("Processes", number, 1e9, 1e9, "That answer Prometheus.", `count(up`+ours+` == 1) or vector(0)`)
	p.figure("Alerts", number, 1, 3, "That fire now.", `count(ALERTS{alertstate="firing",alertname=~"Tasklane.*"}) or vector(0)`)
	p.figure("Operations", perSecond, 1e9, 1e9, "GraphQL operations.", `sum(rate(tasklane_graphql_operation_seconds_count[5m]))`)
	p.figure("Errors", ratio, 0.001, 0.01, "Operations that failed by our fault.", errorRatio("tasklane_graphql_operation_seconds_count", "", "5m"))
	p.figure("p99", seconds, 0.25, 1, "Queries and mutations.", quantile(0.99, "tasklane_graphql_operation_seconds", `{kind=~"query|mutation"}`, "", "5m"))
	p.figure("Oldest event", seconds, 10, 60, "That a consumer has yet to handle.", `max(tasklane_events_lag_seconds)`)

	p.row("What people notice")
	p.graph("Operations", perSecond, "", line{"{{kind}}", sumRate("tasklane_graphql_operation_seconds_count", "", "kind")})
	p.graph("Outcomes that are not OK", perSecond, "INTERNAL and UNAVAILABLE are ours; the others are what callers got wrong.",
		line{"{{outcome}}", sumRate("tasklane_graphql_operation_seconds_count", `{outcome!="OK"}`, "outcome")})
	p.graph("How long operations take", seconds, "", quantiles("tasklane_graphql_operation_seconds", `{kind=~"query|mutation"}`, "kind")...)
	p.graph("Subscriptions", number, "", line{"subscriptions", `sum(tasklane_subscriptions_active)`}, line{"sockets", `sum(tasklane_sockets_open)`})
	p.graph("Events on their way", seconds, "How long ago the oldest has happened that waits.", line{"{{consumer}}", `max by (consumer) (tasklane_events_lag_seconds)`})
	p.graph("Lines of the log", perSecond, "Each incident and each panic is one at error.",
		line{"{{level}}", sumRate("tasklane_log_lines_total", `{level=~"warn|error"}`, "level")})

	p.row("What it stands on")
	p.graph("Dependencies", number, "1: every process that needs it reaches it.", line{"{{dependency}}", `min by (dependency) (tasklane_dependency_up)`})
	p.graph("Database", perSecond, "", line{"{{module}} {{work}}", sumRate("tasklane_database_seconds_count", "", "module, work")})
	p.graph("Calls between modules", perSecond, "Only where modules run apart.", line{"{{module}}", sumRate("tasklane_call_seconds_count", `{side="callee"}`, "module")})
	p.graph("Memory", octets, "", line{"{{instance}}", `process_resident_memory_bytes` + ours})
	p.graph("Processors", number, "How many are busy.", line{"{{instance}}", `rate(process_cpu_seconds_total` + ours + `[$__rate_interval])`})
	p.graph("Versions", number, "More than one for long is a rollout that is stuck.", line{"{{version}} {{modules}}", `count by (version, modules) (tasklane_build_info)`})
	return p
}

func gateway() *page {
	p := newPage("gateway", "Gateway", "The four signals of the GraphQL API and the web app.")
	p.row("Traffic")
	p.graph("Operations", perSecond, "", line{"{{kind}}", sumRate("tasklane_graphql_operation_seconds_count", "", "kind")})
	p.graph("Requests", perSecond, "", line{"{{route}}", sumRate("tasklane_http_request_seconds_count", "", "route")})
	p.graph("Sockets and subscriptions", number, "", line{"sockets", `sum(tasklane_sockets_open)`}, line{"subscriptions", `sum(tasklane_subscriptions_active)`})
	p.row("Errors")
	p.graph("Operations by outcome", perSecond, "", line{"{{outcome}}", sumRate("tasklane_graphql_operation_seconds_count", `{outcome!="OK"}`, "outcome")})
	p.graph("Requests by status", perSecond, "", line{"{{status}}", sumRate("tasklane_http_request_seconds_count", `{status=~"[45].."}`, "status")})
	p.graph("Our fault", ratio, "INTERNAL and UNAVAILABLE; panics are counted on their own.",
		line{"operations", errorRatio("tasklane_graphql_operation_seconds_count", "", "$__rate_interval")},
		line{"panics/s", sumRate("tasklane_panics_total", "", "")})
	p.row("Latency")
	p.graph("Queries", seconds, "", quantiles("tasklane_graphql_operation_seconds", `{kind="query"}`, "")...)
	p.graph("Mutations", seconds, "", quantiles("tasklane_graphql_operation_seconds", `{kind="mutation"}`, "")...)
	p.graph("Requests, p99", seconds, "Event streams take as long as they are open.", line{"{{route}}", quantile(0.99, "tasklane_http_request_seconds", "", "route", "$__rate_interval")})
	p.row("Saturation")
	p.graph("Requests under way", number, "Event streams among them.", line{"{{instance}}", `tasklane_http_requests_running`})
	p.graph("Turned away", perSecond, "RATE_LIMITED: of one caller, or of everybody.",
		line{"operations", sumRate("tasklane_graphql_operation_seconds_count", `{outcome="RATE_LIMITED"}`, "")})
	p.graph("Cache", perSecond, "Reads by where the value was.", line{"{{outcome}}", sumRate("tasklane_cache_reads_total", "", "outcome")})
	process(p, "gateway")
	return p
}

// module has the four signals of a module with tables: what others ask of it, where it runs apart, and what it asks of the
// database, wherever it runs.
func module(name, title, description string) *page {
	p := newPage(name, title, description)
	calls, work := fmt.Sprintf(`{side="callee",method=~"%s[.].*"}`, name), fmt.Sprintf(`{module=%q}`, name)
	times := fmt.Sprintf(`{side="callee",module=%q}`, name)
	p.row("Traffic")
	p.graph("Calls", perSecond, "Only where it runs apart from its callers.", line{"{{method}}", sumRate("tasklane_calls_total", calls, "method")})
	p.graph("Database", perSecond, "Reading statements, and transactions.", line{"{{work}}", sumRate("tasklane_database_seconds_count", work, "work")})
	p.graph("Calls that were tried once more", perSecond, "By those who call it.", line{"{{method}}", sumRate("tasklane_calls_repeated_total", fmt.Sprintf(`{method=~"%s[.].*"}`, name), "method")})
	p.row("Errors")
	p.graph("Calls by outcome", perSecond, "", line{"{{outcome}}", sumRate("tasklane_calls_total", fmt.Sprintf(`{side="callee",method=~"%s[.].*",outcome!="OK"}`, name), "outcome")})
	p.graph("Database by outcome", perSecond, "ROLLED_BACK is a change that its rules refused, CONFLICT a constraint that did.",
		line{"{{work}} {{outcome}}", sumRate("tasklane_database_seconds_count", fmt.Sprintf(`{module=%q,outcome!="OK"}`, name), "work, outcome")})
	p.graph("Our fault", ratio, "INTERNAL and UNAVAILABLE.",
		line{"calls", errorRatio("tasklane_calls_total", calls, "$__rate_interval")},
		line{"database", errorRatio("tasklane_database_seconds_count", work, "$__rate_interval")})
	p.row("Latency")
	p.graph("Calls", seconds, "", quantiles("tasklane_call_seconds", times, "")...)
	p.graph("Reads", seconds, "", quantiles("tasklane_database_seconds", fmt.Sprintf(`{module=%q,work="read"}`, name), "")...)
	p.graph("Transactions", seconds, "From the first try to the end, waiting for their turn included.", quantiles("tasklane_database_seconds", fmt.Sprintf(`{module=%q,work="write"}`, name), "")...)
	p.row("Saturation")
	p.graph("Calls under way", ratio, "Of those that are answered at once.", line{"{{instance}}", here(name, `tasklane_calls_running / tasklane_calls_limit`)})
	p.graph("Connections to the database", ratio, "At work, of those that there may be.",
		line{"{{instance}} {{pool}}", here(name, `tasklane_database_connections_used / tasklane_database_connections_limit`)})
	p.graph("Waiting for a connection", number, "How many wait, on average.",
		line{"{{instance}} {{pool}}", here(name, `rate(tasklane_database_wait_seconds_total[$__rate_interval])`)})
	process(p, name)
	return p
}

func user() *page {
	p := module("user", "User module", "Accounts, sessions and sign-ins.")
	p.row("Sign-ins")
	p.graph("Passwords that wait to be hashed", number, "PASSWORD_QUEUE of them may.", line{"{{instance}}", `tasklane_password_hashes_waiting`})
	p.graph("How long a hash takes", seconds, "", quantiles("tasklane_password_hash_seconds", "", "")...)
	p.graph("Refused for too many tries", perSecond, "", line{"sign-ins", sumRate("tasklane_logins_throttled_total", "", "")})
	return p
}

func task() *page { return module("task", "Task module", "Projects, boards, tasks and their log.") }

func notification() *page {
	p := module("notification", "Notification module", "Inboxes, and how far they are behind the log.")
	p.row("From the log to the inbox")
	p.graph("Handled", perSecond, "", line{"{{outcome}}", sumRate("tasklane_events_total", `{consumer="notification"}`, "outcome")})
	p.graph("Entries that wait", number, "", line{"entries", `max(tasklane_events_lag{consumer="notification"})`})
	p.graph("The oldest of them", seconds, "", line{"age", `max(tasklane_events_lag_seconds{consumer="notification"})`})
	return p
}

func live() *page {
	p := newPage("live", "Live boards", "What open boards get, and how often they had to be helped.")
	p.graph("Subscriptions", number, "", line{"{{instance}}", `tasklane_subscriptions_active`})
	p.graph("Sockets", number, "", line{"{{instance}}", `tasklane_sockets_open`})
	p.graph("Deliveries", perSecond, "Messages written to subscribers.", line{"{{instance}}", `rate(tasklane_deliveries_total[$__rate_interval])`})
	p.graph("Holes that were filled from the log", perSecond, "What the broadcast dropped. Nobody has missed anything.", line{"{{instance}}", `rate(tasklane_hub_gaps_healed_total[$__rate_interval])`})
	p.graph("Subscribers that were told to read anew", perSecond, "They were too slow, or away for too long.", line{"{{instance}}", `rate(tasklane_resyncs_total[$__rate_interval])`})
	p.graph("Subscribing", seconds, "", quantiles("tasklane_graphql_operation_seconds", `{kind="subscription"}`, "")...)
	p.graph("The broadcast's connection", number, "1 while it stands; without Redis there is none.", line{"{{instance}}", `tasklane_broadcast_listening`})
	p.graph("It was made anew", perSecond, "", line{"{{instance}}", `rate(tasklane_broadcast_connections_total[$__rate_interval])`})
	p.graph("Processor time of 1,000 deliveries", seconds, "All processes together, with all else that they do.",
		line{"seconds", `sum(rate(process_cpu_seconds_total` + ours + `[$__rate_interval])) / sum(rate(tasklane_deliveries_total[$__rate_interval])) * 1000`})
	return p
}

func log() *page {
	p := newPage("log", "Log and Kafka", "How the log's entries get to their consumers. task-events and notification-events are the publishers.")
	p.graph("Entries that wait", number, "", line{"{{consumer}}", `max by (consumer) (tasklane_events_lag)`})
	p.graph("The oldest of them", seconds, "", line{"{{consumer}}", `max by (consumer) (tasklane_events_lag_seconds)`})
	p.graph("Handled", perSecond, "", line{"{{consumer}}", sumRate("tasklane_events_total", `{outcome="handled"}`, "consumer")})
	p.graph("Tries that failed", perSecond, "After five an entry is a dead letter.", line{"{{consumer}}", sumRate("tasklane_events_total", `{outcome="failed"}`, "consumer")})
	p.graph("Dead letters", number, "Of the last hour; `tasklane events dead-letters` lists those that wait.", line{"{{consumer}}", `sum by (consumer) (increase(tasklane_events_total{outcome="dead"}[1h]))`})
	p.graph("Never came", number, "Numbers that a topic had forgotten before they were read, in the last hour.", line{"{{consumer}}", `sum by (consumer) (increase(tasklane_events_total{outcome="skipped"}[1h]))`})
	p.graph("Came again", perSecond, "Repeats have no effect.", line{"{{consumer}}", sumRate("tasklane_events_total", `{outcome="repeated"}`, "consumer")})
	p.graph("Kafka and Redis", number, "1: every process that needs it reaches it.", line{"{{dependency}}", `min by (dependency) (tasklane_dependency_up{dependency=~"kafka|redis"})`})
	p.graph("Transactions of the notification module", seconds, "", quantiles("tasklane_database_seconds", `{module="notification",work="write"}`, "")...)
	return p
}

// process has what the processes of a module take from the machine.
func process(p *page, module string) {
	p.graph("Processors", number, "How many are busy.", line{"{{instance}}", here(module, `rate(process_cpu_seconds_total`+ours+`[$__rate_interval])`)})
	p.graph("Memory", octets, "", line{"{{instance}}", here(module, `process_resident_memory_bytes`+ours)})
	p.graph("Goroutines", number, "", line{"{{instance}}", here(module, `go_goroutines`+ours)})
}

// here is an expression for the processes that run a module.
func here(module, expr string) string {
	return fmt.Sprintf(`(%s) and on (instance) tasklane_build_info{modules=~"all|(.*,)?%s(,.*)?"}`, expr, module)
}

// sumRate is how often something happens a second, by some labels.
func sumRate(metric, of, by string) string {
	return fmt.Sprintf(`sum%s (rate(%s%s[$__rate_interval]))`, grouped(by), metric, of)
}

// quantile is how long it takes at most in so many of the cases.
func quantile(q float64, metric, of, by, over string) string {
	if by != "" {
		by = ", " + by
	}
	return fmt.Sprintf(`histogram_quantile(%g, sum by (le%s) (rate(%s_bucket%s[%s])))`, q, by, metric, of, over)
}

func quantiles(metric, of, by string) []line {
	legend := ""
	if by != "" {
		legend = "{{" + by + "}} "
	}
	return []line{
		{legend + "p50", quantile(0.5, metric, of, by, "$__rate_interval")},
		{legend + "p99", quantile(0.99, metric, of, by, "$__rate_interval")},
	}
}

// errorRatio is the part of the cases that failed by our fault.
func errorRatio(metric, of, over string) string {
	ours := `outcome=~"INTERNAL|UNAVAILABLE"`
	if of == "" {
		ours = "{" + ours + "}"
	} else {
		ours = of[:len(of)-1] + "," + ours + "}"
	}
	return fmt.Sprintf(`(sum(rate(%[1]s%[2]s[%[4]s])) or vector(0)) / sum(rate(%[1]s%[3]s[%[4]s]))`, metric, ours, of, over)
}

func grouped(by string) string {
	if by == "" {
		return ""
	}
	return " by (" + by + ")"
}
