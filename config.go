package main

import (
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tasklane/platform/config"
)

func configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the effective configuration, secrets masked",
		Long: "Show every setting with the value that counts and where it comes from: default, the file .env, the\n" +
			"environment, or a flag; and where each module runs. Secrets are masked, so the output may be shown to\n" +
			"whoever helps.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "SETTING\tVALUE\tFROM")
			for _, v := range cfg.Effective() {
				fmt.Fprintf(table, "%s\t%s\t%s\n", v.Variable, v.Text, v.From)
			}
			fmt.Fprintln(table, "\nMODULE\tRUNS\t")
			for _, module := range config.Modules() {
				fmt.Fprintf(table, "%s\t%s\t\n", module, whereabouts(cfg, module))
			}
			return table.Flush()
		},
	}
	addFlags(cmd, nil)
	return cmd
}

// whereabouts says where a module runs, as seen from this process.
func whereabouts(cfg config.Config, module string) string {
	switch {
	case cfg.Runs(module) && slices.Contains(cfg.Served(), module):
		return "here, and others call it at " + cfg.TCPAddr
	case cfg.Runs(module):
		return "here"
	case slices.Contains(cfg.Elsewhere(), module):
		return "at " + cfg.Peer(module)
	default:
		return "elsewhere; nothing here calls it"
	}
}
