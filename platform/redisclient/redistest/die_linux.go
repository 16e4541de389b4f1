package redistest

import (
	"os/exec"
	"syscall"
)

// dieWithTheTest: the server must not outlive the tests, whatever becomes of them.
func dieWithTheTest(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
