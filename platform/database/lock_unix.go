//go:build unix

package database

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock on a file, which ends with the process or when the file is closed; errLocked when another
// process has it.
func tryLock(file *os.File) error {
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EWOULDBLOCK):
			return errLocked
		case !errors.Is(err, syscall.EINTR):
			return err
		}
	}
}
