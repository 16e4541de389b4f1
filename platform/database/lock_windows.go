package database

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// tryLock takes the lock on a file, which ends with the process or when the file is closed; errLocked when another
// process has it.
func tryLock(file *os.File) error {
	err := windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errLocked
	}
	return err
}
