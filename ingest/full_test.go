package ingest_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
)

// full is a disk with room for a number of objects.
type full struct {
	objects.Objects
	room atomic.Int64
}

func (f *full) Put(ctx context.Context, key string, data []byte) error {
	if f.room.Add(-1) < 0 {
		return &fs.PathError{Op: "write", Path: key, Err: syscall.ENOSPC}
	}
	return f.Objects.Put(ctx, key, data)
}

func (f *full) Update(ctx context.Context, key string, change func([]byte) ([]byte, error)) error {
	return f.Objects.Update(ctx, key, func(old []byte) ([]byte, error) {
		data, err := change(old)
		if err == nil && data != nil && f.room.Add(-1) < 0 {
			err = &fs.PathError{Op: "write", Path: key, Err: syscall.ENOSPC}
		}
		return data, err
	})
}

// TestDiskFull lets the disk be full after any number of objects: the file is refused by a sentence
// and not recorded, and goes in whole once there is room.
func TestDiskFull(t *testing.T) {
	const path = "testdata/ERA5_2020-01-01_u10.nc"
	for room := range int64(40) {
		folder, err := objects.NewFolder(t.TempDir())
		must(t, err)
		disk := &full{Objects: folder}
		disk.room.Store(room)
		s, err := store.New(disk, 16<<20)
		must(t, err)
		in := ingest.Ingester{Sink: ingest.Into(s), Dataset: "full"}
		rep, err := in.File(ctx, path)
		if err == nil {
			if room < 5 {
				t.Fatalf("%d objects were enough", room)
			}
			return
		}
		checkFull(t, rep, err)
		disk.room.Store(1000)
		if again, err := in.File(ctx, path); err != nil || again.Status != ingest.Ingested {
			t.Fatalf("after %d objects: with room, %+v, %v", room, again, err)
		}
		run, err := forecast.ParseTime(rep.Run)
		must(t, err)
		inv, err := s.Inventory(ctx, "full", run)
		must(t, err)
		if !inv.Complete() || len(inv.Sources) != 1 {
			t.Fatalf("after %d objects: with room, %+v", room, inv)
		}
	}
	t.Fatal("40 objects were not enough")
}

func checkFull(t *testing.T, rep ingest.Report, err error) {
	t.Helper()
	if rep.Status != ingest.Refused || forecast.KindOf(err) != forecast.Unavailable || !strings.Contains(rep.Error, "the disk is full") {
		t.Fatalf("got %+v, %v", rep, err)
	}
}

// TestSmallDisk fills a real file system of 1 MB. Half-written files do not stay to fill it further.
func TestSmallDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a small file system cannot be mounted here: %v", err)
	}
	// Objects that were read stay open for a while, which keeps a file system busy.
	defer func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) }()
	folder, err := objects.NewFolder(dir)
	must(t, err)
	s, err := store.New(folder, 16<<20)
	must(t, err)
	in := ingest.Ingester{Sink: ingest.Into(s), Dataset: "small"}
	for _, file := range []string{"ERA5_2020-01-01_pl_u.nc", "ERA5_2020-01-01_pl_v.nc"} {
		rep, err := in.File(ctx, filepath.Join("../demo/era5-europe", file))
		checkFull(t, rep, err)
	}
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(d.Name(), ".tmp-") {
			return nil
		}
		t.Errorf("%s was left behind", path)
		return err
	}))
	must(t, os.RemoveAll(filepath.Join(dir, "small"))) // what an operator does
	if rep, err := in.File(ctx, "testdata/ERA5_2020-01-01_u10.nc"); err != nil {
		t.Errorf("with room: %+v, %v", rep, err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
