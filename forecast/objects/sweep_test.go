package objects_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast/objects"
)

// TestSweep deletes the temporary files of dead writers, and no others.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	f, err := objects.NewFolder(dir)
	must(t, err)
	must(t, f.Put(context.Background(), "a/b", []byte("x")))
	place := func(name string, at time.Time) string {
		path := filepath.Join(dir, "a", name)
		must(t, os.WriteFile(path, []byte("half"), 0o600))
		must(t, os.Chtimes(path, at, at))
		return path
	}
	now := time.Now()
	dead, fresh, alive := place(".tmp-1", now.Add(-time.Hour)), place(".tmp-2", now), place(".tmp-3", now.Add(-time.Hour))
	held, err := os.OpenFile(alive, os.O_RDWR, 0)
	must(t, err)
	defer held.Close()
	must(t, syscall.Flock(int(held.Fd()), syscall.LOCK_EX))
	must(t, f.Sweep(now.Add(-time.Minute)))
	for path, want := range map[string]bool{dead: false, fresh: true, alive: true, filepath.Join(dir, "a/b"): true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}

// TestUpdateAgainstDelete lets updates and deletions of a folder run against each other: no update
// that counts is lost, and an empty folder goes with its lock.
func TestUpdateAgainstDelete(t *testing.T) {
	dir := t.TempDir()
	f, err := objects.NewFolder(dir)
	must(t, err)
	ctx := context.Background()
	made, gone := 0, 0 // under the folder's lock
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 200 {
				err := f.Update(ctx, "run/x", func(old []byte) ([]byte, error) {
					if old != nil {
						gone++
						return nil, f.Delete(ctx, "run/x")
					}
					made++
					return []byte("x"), nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if made != 400 || gone != 400 {
		t.Errorf("made %d times and deleted %d times, want 400 each", made, gone)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
