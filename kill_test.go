package main

import (
	"context"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"tasklane/platform/database"
)

func TestQ15_KilledFiftyTimesInMidWriteNothingAcknowledgedIsLost(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := serveIn(t, folder, nil)
	ada := s.register("ada")
	project := s.newProject(ada)
	all := &writers{}
	for round := range 50 {
		ctx, stop := context.WithCancel(t.Context())
		enough := all.count() + 5 + 3*(round%10)
		for n := range 4 {
			all.start(ctx, s, ada.token, project, fmt.Sprintf("round %d writer %d", round, n))
		}
		eventually(t, "some acknowledged tasks", func() bool { return all.count() >= enough })
		s.kill()
		stop()
		all.running.Wait()
		begin := time.Now()
		s = serveIn(t, folder, s)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("round %d: it took %s to start", round, took)
		}
	}
	found := s.titles(ada)
	for _, title := range all.acknowledged {
		if found[title] != 1 {
			t.Errorf("%q is there %d times", title, found[title])
		}
	}
	s.kill()
	checkIntegrity(t, filepath.Join(folder, "data", "tasklane.db"))
	t.Logf("%d acknowledged, %d there", len(all.acknowledged), len(found))
}

func checkIntegrity(t *testing.T, file string) {
	t.Helper()
	db, err := database.Open(t.Context(), "sqlite:"+file, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.Read().Get(t.Context(), &verdict, "PRAGMA integrity_check"); err != nil || verdict != "ok" {
		t.Errorf("integrity_check: %s, %v", verdict, err)
	}
}

func TestQ2_AKillBetweenCommitAndTellingLosesNoNotification(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := serveIn(t, folder, nil)
	ada, bob := s.register("ada"), s.register("bob")
	project := s.newProject(ada)
	s.must(ada.token, `mutation($in: SetMemberInput!) { setMember(input: $in) { project { id } } }`,
		vars{"in": vars{"projectId": project, "userId": bob.id, "role": "EDITOR"}})
	const rounds = 8
	for n := range rounds {
		title := fmt.Sprintf("For Bob %d", n)
		// The kill comes with the answer: sometimes before the notification, sometimes after it.
		_, acknowledged := s.try(t.Context(), ada.token, createTask,
			vars{"in": vars{"projectId": project, "title": title, "assignedUserId": bob.id}})
		s.kill()
		if !acknowledged {
			t.Fatal("the task was not acknowledged")
		}
		s = serveIn(t, folder, s)
	}
	count := func() int {
		got := s.must(bob.token, `{ notifications(first: 100) { unreadCount } }`, nil)
		return int(at[float64](got, "notifications", "unreadCount"))
	}
	eventually(t, "a notification for each task, and one for the project", func() bool { return count() >= rounds+1 })
	if n := count(); n != rounds+1 {
		t.Errorf("%d notifications for %d tasks and a project", n, rounds)
	}
}

func TestQ19_AnOrderlyEndLosesNothingAndSaysGoodbye(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil, "SHUTDOWN_DELAY=700ms")
	ada := s.register("ada")
	project := s.newProject(ada)
	var sockets []*socket
	for range 4 {
		sockets = append(sockets, s.subscribe(ada.token, project))
	}
	all := &writers{}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for n := range 4 {
		all.start(ctx, s, ada.token, project, fmt.Sprintf("writer %d", n))
	}
	eventually(t, "load", func() bool { return all.count() > 50 })
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	eventually(t, "not ready", func() bool { return !s.ready() })
	before := all.count()
	eventually(t, "work goes on while it is not ready", func() bool { return all.count() > before })
	for n, socket := range sockets {
		if code := socket.closed(); code != 1001 && code != 1012 {
			t.Errorf("socket %d was closed with %d", n, code)
		}
	}
	<-s.done
	all.running.Wait()
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("it ended with %d:\n%s", code, s.log)
	}
	again := serveIn(t, s.folder, s)
	found := again.titles(ada)
	for _, title := range all.acknowledged {
		if found[title] != 1 {
			t.Errorf("%q is there %d times", title, found[title])
		}
	}
}
