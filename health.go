package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tasklane/platform/lifecycle"
)

func healthCommand() *cobra.Command {
	var ready bool
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Ask the server on this machine how it is",
		Long: "Ask the server that runs on this machine, at OPS_ADDR, whether it lives: for a container's health check, where there\n" +
			"is neither a shell nor curl. Exit code 0 says yes, 1 no, with the reason in one line, after three seconds at most.\n\n" +
			"A server is alive as long as it answers, whatever has become of the database and others; restart it when it does\n" +
			"not. It is ready when it can do its work; send it no requests while it is not.",
		Example: "  tasklane health\n  tasklane health --ready\n  OPS_ADDR=:9090 tasklane health   # as the server was given it",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			answer, err := lifecycle.Probe(cmd.Context(), cfg.OpsAddr, ready)
			if err != nil {
				return fmt.Errorf("%w (OPS_ADDR=%s)", err, cfg.OpsAddr)
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), answer)
			return err
		},
	}
	cmd.Flags().BoolVar(&ready, "ready", false, "ask whether it is ready for requests, not only whether it lives")
	addFlags(cmd, map[string]bool{"OPS_ADDR": true})
	return cmd
}
