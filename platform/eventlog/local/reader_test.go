package local_test

import (
	"testing"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/local"
)

func open(extra ...local.Option) eventlogtest.Open {
	return func(_ *testing.T, log *eventlog.Log, consumer *eventlog.Consumer, s eventlogtest.Settings) eventlogtest.Reader {
		options := []local.Option{local.WithPoll(s.Poll), local.WithTries(s.Tries, s.Backoff)}
		if s.StartAtHead {
			options = append(options, local.StartAtHead())
		}
		return local.NewReader(log.Source(), consumer, append(options, extra...)...)
	}
}

func TestLocalReader(t *testing.T) {
	t.Parallel()
	eventlogtest.Run(t, open(), eventlogtest.Features{StartAtHead: true})
}

func TestLocalReaderOneByOneWithManyWorkers(t *testing.T) {
	t.Parallel()
	eventlogtest.Run(t, open(local.WithBatch(1), local.WithWorkers(4)), eventlogtest.Features{StartAtHead: true})
}
