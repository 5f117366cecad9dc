package objects

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"
)

// unsettled is the folders into which files were renamed that a loss of power may still take out
// again: files are synced one by one, folders only when somebody asks, since many files share one.
type unsettled struct {
	settling sync.Mutex // held until all folders that it found are synced
	mu       sync.Mutex
	folders  map[string]bool
}

func (u *unsettled) changed(folder string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.folders == nil {
		u.folders = map[string]bool{}
	}
	u.folders[folder] = true
}

// Settle implements Objects.
func (f *Folder) Settle(context.Context) error {
	f.settling.Lock()
	defer f.settling.Unlock()
	f.mu.Lock()
	folders := f.folders
	f.folders = nil
	f.mu.Unlock()
	with := map[string]bool{} // those that hold them, which may be new too
	for folder := range folders {
		for ; len(folder) >= len(f.root) && !with[folder]; folder = filepath.Dir(folder) {
			with[folder] = true
		}
	}
	var group errgroup.Group
	group.SetLimit(foldersAtOnce)
	for folder := range with {
		group.Go(func() error { return syncFolder(folder) })
	}
	err := group.Wait()
	if err != nil {
		for folder := range folders {
			f.changed(folder)
		}
	}
	return err
}

// foldersAtOnce is how many folders are synced at once: disks take several in the time of one.
const foldersAtOnce = 8

// syncFolder syncs a folder, unless it was deleted since.
func syncFolder(name string) error {
	dir, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
