// Package eventlogtest is the behaviour that whatever brings a log's entries to a consumer must show,
// be it by reading the table or through a broker; on both databases.
package eventlogtest

import (
	"context"
	"embed"
	"io/fs"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
)

// Module is the module whose tables Migrations makes.
const Module = "test"

//go:embed migrations
var files embed.FS

// Migrations gives the tables of a log and of a consumer: the model for a module's own.
func Migrations() fs.FS {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		return files // only a wrong path can do that
	}
	return sub
}

// Reader is what is tested.
type Reader interface {
	Run(ctx context.Context) error
	Nudge(stream string)
}

// Settings are what a test asks of the reader.
type Settings struct {
	// Poll is how often to look for what no nudge has told of.
	Poll time.Duration
	// Tries and Backoff are those of an entry.
	Tries   int
	Backoff time.Duration
	// StartAtHead is set only where Features says so.
	StartAtHead bool
}

// Open makes a reader of the log for the consumer; it registers its own cleanup. It is called
// several times in a test: for several processes, and for one that starts again.
type Open func(t *testing.T, log *eventlog.Log, consumer *eventlog.Consumer, s Settings) Reader

// Features says what a reader promises beyond the contract.
type Features struct {
	// StartAtHead: a consumer that has never run can begin at the end.
	StartAtHead bool
}

// Run runs the suite, each test on both databases.
func Run(t *testing.T, open Open, f Features) {
	t.Helper()
	tests := map[string]func(*world){
		"EntriesHaveTheirEffectInOrderAndOnce":     inOrderAndOnce,
		"AnEntryArrivesAsItWasWritten":             asWritten,
		"ANewConsumerSeesTheWholeLog":              wholeLog,
		"Q2_WhatNoNudgeToldOfIsFound":              withoutNudge,
		"Q2_ARestartGoesOnWhereItStopped":          restart,
		"TheEntryInHandIsFinishedAtTheEnd":         finishesInHand,
		"Q4_TwoReadersOfOneConsumerMakeOneEffect":  twoReaders,
		"TwoConsumersEachSeeEverything":            twoConsumers,
		"Q5_PoisonGoesToTheDeadLettersAndIsPassed": poison,
		"Q5_APanicIsPoisonToo":                     panics,
		"Q5_APoisonedStreamHoldsUpNoOther":         poisonElsewhere,
		"AFailedTryLeavesNothingBehind":            failedTry,
		"ADeadLetterIsRetried":                     retried,
	}
	if f.StartAtHead {
		tests["AConsumerThatStartsAtTheHeadSeesOnlyTheNew"] = startAtHead
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			databasetest.EachWith(t, Migrations(), []string{Module}, func(t *testing.T, db *database.DB) {
				test(&world{T: t, db: db, log: eventlog.New(db, Module), open: open})
			})
		})
	}
}
