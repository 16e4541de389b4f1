package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tasklane/modules"
	"tasklane/modules/demo"
)

func demoCommand() *cobra.Command {
	o := demo.Options{}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Fill in an example project to look around in",
		Long: "Fill in an example project with people, columns, labels, tasks and comments. A server may be running on\n" +
			"the same data; the project appears there at once. Running it again makes another project.",
		Example: "  tasklane demo\n  tasklane demo --owner you@example.org\n  tasklane demo --tasks 10000",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withSite(cmd, func(ctx context.Context, site *modules.Site) error {
				o.Progress = func(n int) { fmt.Fprintf(cmd.ErrOrStderr(), "%d tasks\n", n) }
				made, err := demo.Fill(ctx, site.Users, site.Tasks, o)
				if err != nil {
					return plain(err)
				}
				out := cmd.OutOrStdout()
				fmt.Fprintf(out, "Project %s (%s) with %d tasks.\n", made.Project.Name, made.Project.Key, made.Tasks)
				if made.Password != "" {
					fmt.Fprintf(out, "Sign in as %s with the password %s\n", made.Email, made.Password)
				} else {
					fmt.Fprintf(out, "It belongs to %s, whose account was there before.\n", made.Email)
				}
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&o.Tasks, "tasks", demo.DefaultTasks, fmt.Sprintf("how many tasks, up to %d", demo.MaxTasks))
	cmd.Flags().StringVar(&o.Owner, "owner", "", "e-mail of an account that becomes owner of the project too")
	addFlags(cmd, dataSettings)
	return cmd
}
