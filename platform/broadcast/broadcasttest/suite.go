// Package broadcasttest is the behaviour that every broadcast.Broadcast must show.
package broadcasttest

import (
	"testing"

	"tasklane/platform/broadcast"
)

// Features says what an adapter promises beyond the contract.
type Features struct {
	// Ordered: messages of one publisher arrive in the order in which they were published, also those on different
	// channels.
	Ordered bool
	// Queue is how many messages a subscriber who is stuck may have waiting before it misses some;
	// 0 where the adapter cannot say.
	Queue int
	// Interrupt breaks what brings messages to this subscriber, so that some may be missed; nil where
	// nothing can.
	Interrupt func(t *testing.T, subscriber broadcast.Broadcast)
}

// Open gives two doors to one broadcast: what is published through one is heard through the other.
// They may be the same. Open registers its own cleanup.
type Open func(t *testing.T) (publisher, subscriber broadcast.Broadcast)

// Run runs the suite, each test on a broadcast of its own. What an adapter does not promise is left out.
func Run(t *testing.T, open Open, f Features) {
	t.Helper()
	tests := map[string]func(*testing.T, Open, Features){
		"EverySubscriberOfTheChannelHears":         everySubscriberHears,
		"OtherChannelsDoNotHear":                   otherChannelsDoNotHear,
		"NobodyListeningIsNoError":                 nobodyListening,
		"WhichChannelsAreListenedToIsTold":         listened,
		"PayloadsAreNotShared":                     payloadsAreNotShared,
		"AnEmptyPayloadArrives":                    emptyPayload,
		"UnsubscribedHearsNoMore":                  unsubscribedHearsNoMore,
		"UnsubscribeFromWithinTheCall":             unsubscribeFromWithin,
		"ASlowSubscriberHoldsUpNobody":             slowSubscriber,
		"SubscribingAndPublishingAtOnceIsSafe":     allAtOnce,
		"AnEndedContextRefusesAndLeavesNothing":    endedContext,
		"TheSubscribingContextsEndChangesNothing":  contextEndsAfterSubscribing,
		"OneFunctionSubscribedTwiceIsCalledTwice":  subscribedTwice,
		"UnsubscribingOneLeavesTheOthersListening": unsubscribingOne,
	}
	if f.Ordered {
		tests["MessagesArriveInOrder"] = inOrder
	}
	if f.Ordered && f.Queue > 0 {
		tests["ASubscriberTooFarBehindMissesAndGoesOn"] = tooFarBehind
	}
	if f.Interrupt != nil {
		tests["AnInterruptionIsToldWhenItIsOver"] = interrupted
		tests["WhoHasLeftIsNotToldOfAnInterruption"] = interruptedAfterwards
		tests["UnsubscribeFromWithinMissed"] = unsubscribeFromMissed
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open, f)
		})
	}
}
