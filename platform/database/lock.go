package database

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ErrFolderInUse says that another process has the data folder.
var ErrFolderInUse = errors.New("the data folder is in use by another tasklane")

// errLocked says that another process has the lock on a file.
var errLocked = errors.New("the file is locked")

// LockFolder makes the data folder, for its owner only, when it is missing, and keeps other processes
// out of it until unlock is called or the process ends, however it ends. The error is one line
// that names the folder; it is ErrFolderInUse when another process has it.
func LockFolder(folder string) (unlock func() error, err error) {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be used: %w", folder, err)
	}
	if err := os.MkdirAll(absolute, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be made: %w", absolute, reason(err))
	}
	file, err := os.OpenFile(filepath.Join(absolute, "tasklane.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be written to: %w", absolute, reason(err))
	}
	switch err := tryLock(file); {
	case errors.Is(err, errLocked):
		file.Close() //nolint:errcheck // nothing was written
		return nil, fmt.Errorf("%w: %s", ErrFolderInUse, absolute)
	case err != nil:
		file.Close() //nolint:errcheck // nothing was written
		return nil, fmt.Errorf("the data folder %s cannot be locked: %w", absolute, err)
	}
	return file.Close, nil
}

// reason leaves the path out of an error that already names it.
func reason(err error) error {
	if path, ok := errors.AsType[*os.PathError](err); ok {
		return path.Err
	}
	return err
}

// lockFile waits for the lock on a file beside the database. The file stays: one that vanishes
// would let two processes lock different files of one name.
func lockFile(ctx context.Context, name string) (unlock func(), err error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	poll := time.NewTicker(20 * time.Millisecond)
	defer poll.Stop()
	for {
		err := tryLock(file)
		if err == nil {
			return func() { file.Close() }, nil //nolint:errcheck // nothing was written
		}
		if !errors.Is(err, errLocked) {
			file.Close() //nolint:errcheck // nothing was written
			return nil, err
		}
		select {
		case <-poll.C:
		case <-ctx.Done():
			file.Close() //nolint:errcheck // nothing was written
			return nil, ctx.Err()
		}
	}
}
