package objects

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// lockName is the file in a folder that is locked while an object there is updated.
const lockName = ".lock"

// lockFolder makes a folder where it is missing and locks it against other updates, until the file
// it gives is closed or its process dies. Whoever held it may have deleted the folder with the lock
// file in it: a lock counts only while it is the one that others find.
func lockFolder(dir string) (*os.File, error) {
	for {
		name := filepath.Join(dir, lockName)
		lock, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
		if errors.Is(err, fs.ErrNotExist) {
			if err := makeFolder(dir); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := flock(lock, syscall.LOCK_EX); err != nil {
			return nil, errors.Join(err, lock.Close())
		}
		mine, err := lock.Stat()
		if err != nil {
			return nil, errors.Join(err, lock.Close())
		}
		if found, err := os.Stat(name); err == nil && os.SameFile(mine, found) {
			return lock, nil
		}
		_ = lock.Close()
	}
}

// makeFolder makes a folder and those above it. That one of them is deleted meanwhile is no error:
// the caller tries again.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// flock locks a file, and goes on waiting when a signal arrives.
func flock(file *os.File, how int) error {
	for {
		if err := syscall.Flock(int(file.Fd()), how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// leaveEmpty deletes a folder that holds nothing but its lock, which the caller has.
func leaveEmpty(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != lockName {
		return
	}
	_ = os.Remove(filepath.Join(dir, lockName))
	_ = os.Remove(dir) // fails where something came meanwhile, as it should
}

// Sweep deletes the temporary files that writers left when they died: those last written before a
// time, a minute ago if it is to be safe, that nobody holds locked. It goes through all folders.
func (f *Folder) Sweep(before time.Time) error {
	return filepath.WalkDir(f.root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone since
		}
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), tempPrefix) {
			return err
		}
		if err := sweep(name, before); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

func sweep(name string, before time.Time) error {
	file, err := os.OpenFile(name, os.O_RDWR, 0) // NFS locks only what may be written
	if err != nil {
		return err
	}
	defer file.Close()
	fi, err := file.Stat()
	if err != nil || !fi.ModTime().Before(before) {
		return err
	}
	if err := flock(file, syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil // its writer lives, however slow
	}
	return os.Remove(name)
}
