package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tasklane/modules"
)

func migrateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database to this version",
		Long: "Bring the database's tables to what this version needs, and say how far they are; with KAFKA_BROKERS, make the\n" +
			"topics that are missing. `tasklane serve` does the same when it starts with all modules; where they run in several\n" +
			"processes these wait for it. Running it again changes nothing, and of several at once one does the work.",
		Example: "  DATABASE_URL=postgres://tasklane@db/tasklane tasklane migrate",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withSite(cmd, func(ctx context.Context, site *modules.Site) error {
				levels, err := site.SchemaLevels(ctx)
				for _, l := range levels {
					fmt.Fprintf(cmd.OutOrStdout(), "%-13s at migration %d\n", l.Module, l.Migration)
				}
				if err != nil {
					return err
				}
				topics, err := site.MakeTopics(ctx)
				if err != nil {
					return err
				}
				for _, t := range topics {
					fmt.Fprintf(cmd.OutOrStdout(), "%-13s is there\n", t)
				}
				return nil
			})
		},
	}
	addFlags(cmd, migrateSettings)
	return cmd
}

// migrateSettings are those of the tables and of the topics.
var migrateSettings = map[string]bool{
	"DATABASE_URL": true, "DATA_DIR": true, "LOG_FORMAT": true, "LOG_LEVEL": true,
	"KAFKA_BROKERS": true, "KAFKA_TLS": true, "KAFKA_CA": true, "KAFKA_USER": true, "KAFKA_SASL": true, "KAFKA_PREFIX": true, "KAFKA_PARTITIONS": true, "KAFKA_REPLICATION": true, "KAFKA_RETENTION": true,
}
