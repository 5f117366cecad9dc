package objects

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestOpenFiles reads more files than are kept open, from several goroutines, while they are replaced
// and closed: what is read is of the version that was asked for.
func TestOpenFiles(t *testing.T) {
	ctx := context.Background()
	f, err := NewFolder(t.TempDir())
	must(t, err)
	const files, length = mostOpen + 50, 64
	put := func(k, version int) {
		must(t, f.Put(ctx, fmt.Sprintf("k%d", k), bytes.Repeat([]byte{byte(version)}, length+version)))
	}
	for k := range files {
		put(k, 1)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			data := make([]byte, length)
			for k := range 3 * files {
				key := fmt.Sprintf("k%d", k%files)
				info, err := f.Stat(ctx, key)
				if err == nil {
					err = f.ReadAt(ctx, key, info.Tag, 0, data)
				}
				if err == nil && !bytes.Equal(data, bytes.Repeat([]byte{byte(info.Size - length)}, length)) {
					t.Errorf("%s holds %v, not version %d", key, data[:3], info.Size-length)
				}
				if err != nil && !errors.Is(err, ErrChanged) {
					t.Error(err)
				}
				if k%100 == 0 {
					f.open.look()
				}
			}
		})
	}
	for k := range files {
		put(k, 2+k%9)
	}
	group.Wait()
	if n := len(f.open.files); n > mostOpen {
		t.Errorf("%d files are open", n)
	}
	f.open.look()
	f.open.look()
	if n := len(f.open.files); n != 0 {
		t.Errorf("%d files are open though nobody read them", n)
	}
}

// TestStillThere asks about versions without reading them.
func TestStillThere(t *testing.T) {
	ctx := context.Background()
	f, err := NewFolder(t.TempDir())
	must(t, err)
	must(t, f.Put(ctx, "a/b", []byte("old")))
	info, err := f.Stat(ctx, "a/b")
	must(t, err)
	ask := func(want error) {
		t.Helper()
		if err := f.ReadAt(ctx, "a/b", info.Tag, 0, nil); !errors.Is(err, want) {
			t.Errorf("%v, not %v", err, want)
		}
	}
	ask(nil)
	ask(nil)
	must(t, os.Link(filepath.Join(f.root, "a/b"), filepath.Join(f.root, "copy"))) // as a backup does
	ask(nil)
	must(t, f.Put(ctx, "a/b", []byte("new")))
	ask(ErrChanged)
	must(t, os.Rename(filepath.Join(f.root, "copy"), filepath.Join(f.root, "a/b")))
	ask(nil)
	must(t, f.Delete(ctx, "a/"))
	ask(ErrNotExist)
}

// TestListings lists a folder that has settled before and after it changes.
func TestListings(t *testing.T) {
	ctx := context.Background()
	f, err := NewFolder(t.TempDir())
	must(t, err)
	must(t, f.Put(ctx, "d/one", nil))
	want := func(want ...string) {
		t.Helper()
		got, err := f.Names(ctx, "d")
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, %v, not %v", got, err, want)
		}
	}
	want("one")
	if len(f.listed.of) != 0 {
		t.Error("the listing of a folder that changed just now is kept")
	}
	long := time.Now().Add(-time.Hour)
	must(t, os.Chtimes(filepath.Join(f.root, "d"), long, long))
	want("one")
	if len(f.listed.of) != 1 {
		t.Error("the listing of a folder that has settled is not kept")
	}
	want("one")
	must(t, f.Put(ctx, "d/two", nil))
	want("one", "two")
	must(t, f.Delete(ctx, "d/"))
	want()
}
