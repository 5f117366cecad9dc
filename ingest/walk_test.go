package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest"
)

// place writes a file, with its folders.
func place(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.nc", "a.nc4", "sub/c.netcdf", "sub/d.cdf", "E.NC", "output_0.npy", "x.npy.tmp", ".hidden.nc", ".git/f.nc", "g.nc.tmp", "h.part", "readme.txt", "~i.nc"} {
		place(t, filepath.Join(dir, name), "")
	}
	got, err := ingest.Walk([]string{dir, filepath.Join(dir, "readme.txt"), filepath.Join(dir, "b.nc")})
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i], _ = filepath.Rel(dir, got[i])
	}
	if want := []string{"E.NC", "a.nc4", "b.nc", "output_0.npy", "readme.txt", "sub/c.netcdf", "sub/d.cdf"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := ingest.Walk([]string{filepath.Join(dir, "none")}); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("got %v", err)
	}
}

// watch starts watching a folder and gives what it finds.
func watch(t *testing.T, dir string) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(ctx)
	found, done := make(chan string, 100), make(chan error, 1)
	go func() {
		done <- ingest.Watch(ctx, dir, func(path string) bool { found <- filepath.Base(path); return true })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return found
}

func next(t *testing.T, found <-chan string) string {
	t.Helper()
	select {
	case name := <-found:
		return name
	case <-time.After(20 * time.Second):
		t.Fatal("no file was found")
		return ""
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	place(t, filepath.Join(dir, "there.nc"), "x")
	found := watch(t, dir)
	if got := next(t, found); got != "there.nc" {
		t.Errorf("got %s", got)
	}
	place(t, filepath.Join(dir, "run", "b.nc"), "x")
	place(t, filepath.Join(dir, "run", "a.nc"), "x")
	place(t, filepath.Join(dir, "run", "a.nc.part"), "x")
	place(t, filepath.Join(dir, "run", ".c.nc"), "x")
	if got := []string{next(t, found), next(t, found)}; !slices.Equal(slices.Sorted(slices.Values(got)), []string{"a.nc", "b.nc"}) {
		t.Errorf("got %v", got)
	}
	if err := os.Rename(filepath.Join(dir, "run", ".c.nc"), filepath.Join(dir, "run", "c.nc")); err != nil {
		t.Fatal(err)
	}
	if got := next(t, found); got != "c.nc" {
		t.Errorf("got %s", got)
	}
	place(t, filepath.Join(dir, "there.nc"), "changed")
	if got := next(t, found); got != "there.nc" {
		t.Errorf("got %s", got)
	}
	select {
	case again := <-found:
		t.Errorf("%s was found again", again)
	case <-time.After(2500 * time.Millisecond):
	}
}

// A file that grows is not found before it stops.
func TestWatchGrowing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	found := watch(t, dir)
	file, err := os.Create(filepath.Join(dir, "x.nc"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for range 15 {
		begin := time.Now()
		if _, err := file.WriteString("more"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
		if time.Since(begin) > 500*time.Millisecond {
			t.Skip("the machine is too busy to write at a steady pace")
		}
		if len(found) > 0 {
			t.Fatal("found while it grew")
		}
	}
	if got := next(t, found); got != "x.nc" {
		t.Errorf("got %s", got)
	}
}

func TestWatchNoFolder(t *testing.T) {
	err := ingest.Watch(ctx, filepath.Join(t.TempDir(), "none"), func(string) bool { return true })
	if forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("got %v", err)
	}
}
