package ingest

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestTriedAgain holds that a file found in vain comes up again, though it has not changed, and not
// before its time.
func TestTriedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.nc")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	now, _ := stampOf(path)
	f := func(at time.Time, want bool) {
		t.Helper()
		w := &watcher{pending: map[string]sight{}, taken: map[string]stamp{path: now}, again: map[string]time.Time{path: at}}
		if err := w.scan(filepath.Dir(path)); err != nil {
			t.Fatal(err)
		}
		if _, got := w.pending[path]; got != want {
			t.Errorf("at %v: pending is %v", at, got)
		}
	}
	f(time.Now().Add(-time.Second), true)
	f(time.Now().Add(time.Minute), false)
}
