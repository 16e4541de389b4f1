package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"tasklane/modules"
	"tasklane/modules/task"
)

func eventsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "events",
		Short: "Read the event log; list and retry dead letters",
		Long: "Everything that happens in a project is an entry of its log, and notifications are made from it. An entry\n" +
			"that a handler could not take after several tries is a dead letter: it waits here, and the rest goes on.",
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(eventsTailCommand(), deadLettersCommand(), retryCommand())
	return cmd
}

func eventsTailCommand() *cobra.Command {
	var follow bool
	var project string
	var last int
	cmd := &cobra.Command{
		Use:     "tail",
		Short:   "Print the latest entries, one JSON object a line",
		Example: "  tasklane events tail --last 20\n  tasklane events tail --follow --project WEB",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if last < 0 {
				return usageError{fmt.Errorf("--last is how many entries to begin with: 0 or more, not %d", last)}
			}
			return withSite(cmd, func(ctx context.Context, site *modules.Site) error {
				tail, err := site.Tail(ctx, project, last)
				if err != nil {
					return plain(err)
				}
				return printTail(ctx, cmd.OutOrStdout(), tail, follow)
			})
		},
	}
	cmd.Flags().BoolVarP(&follow, "follow", "f", false, "go on printing what happens until interrupted")
	cmd.Flags().StringVar(&project, "project", "", "only this project, by its key")
	cmd.Flags().IntVar(&last, "last", 10, "how many entries of each project to begin with")
	addFlags(cmd, dataSettings)
	return cmd
}

// tailEvery is how often a followed log is read.
const tailEvery = 500 * time.Millisecond

// tail reads events that have not been read yet, oldest first; none is the end for now.
type tail interface {
	Next(ctx context.Context) ([]task.Event, error)
}

func printTail(ctx context.Context, out io.Writer, t tail, follow bool) error {
	lines := json.NewEncoder(out)
	pause := time.NewTicker(tailEvery)
	defer pause.Stop()
	for {
		events, err := t.Next(ctx)
		if ctx.Err() != nil {
			return nil // interrupted: that is how following ends
		}
		if err != nil {
			return plain(err)
		}
		for _, e := range events {
			if err := lines.Encode(e); err != nil {
				return err
			}
		}
		if len(events) > 0 {
			continue
		}
		if !follow {
			return nil
		}
		select {
		case <-ctx.Done():
		case <-pause.C:
		}
	}
}

func deadLettersCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dead-letters",
		Short: "List the entries that handlers gave up on, with the reason",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withSite(cmd, func(ctx context.Context, site *modules.Site) error {
				letters, err := site.DeadLetters(ctx)
				if err != nil {
					return plain(err)
				}
				for _, l := range letters {
					fmt.Fprintf(cmd.OutOrStdout(), "%s  %s  %s %s/%d  %d tries  %s\n",
						l.ID, l.At.UTC().Format(time.RFC3339), l.Consumer, l.Entry.Stream, l.Entry.Seq, l.Tries, l.Reason)
				}
				if len(letters) == 0 {
					fmt.Fprintln(cmd.OutOrStdout(), "there are none")
				}
				return nil
			})
		},
	}
	addFlags(cmd, dataSettings)
	return cmd
}

func retryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "retry <id>... | all",
		Short: "Hand dead letters to their handler once more",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{fmt.Errorf("%s takes the ids of dead letters, or all; see %s --help", cmd.CommandPath(), cmd.CommandPath())}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return withSite(cmd, func(ctx context.Context, site *modules.Site) error {
				if len(args) == 1 && args[0] == "all" {
					letters, err := site.DeadLetters(ctx)
					if err != nil {
						return plain(err)
					}
					args = args[:0]
					for _, l := range letters {
						args = append(args, l.ID)
					}
				}
				for _, id := range args {
					if err := site.RetryDeadLetter(ctx, id); err != nil {
						return fmt.Errorf("dead letter %s: %w", id, plain(err))
					}
					fmt.Fprintln(cmd.OutOrStdout(), id, "done")
				}
				return nil
			})
		},
	}
	addFlags(cmd, dataSettings)
	return cmd
}
