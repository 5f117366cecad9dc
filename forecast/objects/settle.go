package objects

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
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
	synced := map[string]bool{}
	for folder := range folders {
		if err := f.settle(folder, synced); err != nil {
			for folder := range folders {
				f.changed(folder)
			}
			return err
		}
	}
	return nil
}

// settle syncs a folder and those that hold it, which may be new too.
func (f *Folder) settle(folder string, synced map[string]bool) error {
	for ; len(folder) >= len(f.root) && !synced[folder]; folder = filepath.Dir(folder) {
		synced[folder] = true
		dir, err := os.Open(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue // deleted since
		}
		if err != nil {
			return err
		}
		if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
			return err
		}
	}
	return nil
}
