package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tasklane/modules"
	"tasklane/modules/user"
)

func userCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Create, disable or reset an account",
		Long:  "Manage accounts from the command line, for whoever can read the database: the way back in when nobody can sign in.",
		Args:  knownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(userCreateCommand(), userDisableCommand(), userResetCommand())
	return cmd
}

func userCreateCommand() *cobra.Command {
	var name string
	var admin bool
	cmd := &cobra.Command{
		Use:     "create <e-mail>",
		Short:   "Create an account; the password is read from standard input",
		Example: "  tasklane user create ada@example.org --name 'Ada Lovelace' --admin < password.txt",
		Args:    oneAddress,
		RunE: func(cmd *cobra.Command, args []string) error {
			in := user.Create{Name: name, Email: args[0], Role: user.Member}
			if admin {
				in.Role = user.Admin
			}
			if in.Name == "" {
				in.Name, _, _ = strings.Cut(args[0], "@")
			}
			return withPassword(cmd, func(ctx context.Context, site *modules.Site, password string) (user.User, error) {
				in.Password = password
				return site.Users.Create(ctx, in)
			}, "created")
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "the person's name (default: what stands before the @)")
	cmd.Flags().BoolVar(&admin, "admin", false, "make them an administrator; the first account always is one")
	addFlags(cmd, dataSettings)
	return cmd
}

func userDisableCommand() *cobra.Command {
	var enable bool
	cmd := &cobra.Command{
		Use:     "disable <e-mail>",
		Short:   "Disable an account and end its sessions, or enable it again",
		Example: "  tasklane user disable ada@example.org\n  tasklane user disable ada@example.org --undo",
		Args:    oneAddress,
		RunE: func(cmd *cobra.Command, args []string) error {
			return withSite(cmd, func(ctx context.Context, site *modules.Site) error {
				u, err := site.Users.DisableByEmail(asOperator(ctx), args[0], !enable)
				return tell(cmd, u, map[bool]string{false: "disabled", true: "enabled"}[enable], err)
			})
		},
	}
	cmd.Flags().BoolVar(&enable, "undo", false, "enable the account again")
	addFlags(cmd, dataSettings)
	return cmd
}

func userResetCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "reset <e-mail>",
		Short:   "Set a new password, read from standard input, and end all sessions of the account",
		Example: "  tasklane user reset ada@example.org < password.txt",
		Args:    oneAddress,
		RunE: func(cmd *cobra.Command, args []string) error {
			return withPassword(cmd, func(ctx context.Context, site *modules.Site, password string) (user.User, error) {
				return site.Users.ResetPassword(ctx, args[0], password)
			}, "has a new password; all sessions are ended")
		},
	}
	addFlags(cmd, dataSettings)
	return cmd
}

// withPassword reads a password from standard input, where it shows neither in the shell's history nor in the list
// of processes.
func withPassword(cmd *cobra.Command, work func(context.Context, *modules.Site, string) (user.User, error), done string) error {
	fmt.Fprintln(cmd.ErrOrStderr(), "Password, then Enter:")
	line, err := bufio.NewReader(io.LimitReader(cmd.InOrStdin(), 1<<16)).ReadString('\n')
	password := strings.TrimRight(line, "\r\n")
	if password == "" {
		return usageError{fmt.Errorf("no password came on standard input (%w)", orEmpty(err))}
	}
	return withSite(cmd, func(ctx context.Context, site *modules.Site) error {
		u, err := work(asOperator(ctx), site, password)
		return tell(cmd, u, done, err)
	})
}

func orEmpty(err error) error {
	if err == nil {
		return fmt.Errorf("the line was empty")
	}
	return err
}

func tell(cmd *cobra.Command, u user.User, done string, err error) error {
	if err != nil {
		return plain(err)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s <%s> (%s) %s\n", u.Name, u.Email, u.Role, done)
	return err
}

func oneAddress(cmd *cobra.Command, args []string) error {
	if len(args) != 1 || !strings.Contains(args[0], "@") {
		return usageError{fmt.Errorf("%s takes one e-mail address; see %s --help", cmd.CommandPath(), cmd.CommandPath())}
	}
	return nil
}
