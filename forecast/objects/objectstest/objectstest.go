// Package objectstest holds the tests that every back end of objects.Objects passes.
package objectstest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/fengtu/fengtu/forecast/objects"
)

// Run tests a back end. open gives a new empty set each time.
func Run(t *testing.T, open func(t *testing.T) objects.Objects) {
	for name, test := range map[string]func(*testing.T, objects.Objects){
		"absent":  absent,
		"put":     put,
		"replace": replace,
		"update":  update,
		"list":    list,
		"delete":  remove,
		"settle":  settle,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func absent(t *testing.T, o objects.Objects) {
	ctx := context.Background()
	_, err := o.Get(ctx, "a/b")
	wantErr(t, err, objects.ErrNotExist)
	_, err = o.Stat(ctx, "a/b")
	wantErr(t, err, objects.ErrNotExist)
	must(t, o.Put(ctx, "a/b/c", []byte("x")))
	_, err = o.Stat(ctx, "a/b") // a folder is no object
	wantErr(t, err, objects.ErrNotExist)
	for _, key := range []string{"a/b", "a/b/c/d"} { // nor does one hold others
		_, err = o.Get(ctx, key)
		wantErr(t, err, objects.ErrNotExist)
	}
	for _, key := range []string{"", "/a", "../a", "a/../../b", "a//b", "a/.hidden"} {
		if err := o.Put(ctx, key, nil); err == nil {
			t.Errorf("Put(%q) succeeded", key)
		}
	}
}

func put(t *testing.T, o objects.Objects) {
	ctx := context.Background()
	must(t, o.Put(ctx, "a/b", []byte("0123456789")))
	got, err := o.Get(ctx, "a/b")
	must(t, err)
	if string(got) != "0123456789" {
		t.Errorf("Get = %q", got)
	}
	info, err := o.Stat(ctx, "a/b")
	must(t, err)
	if info.Size != 10 || info.Key != "a/b" || info.Modified.IsZero() {
		t.Errorf("Stat = %+v", info)
	}
	part := make([]byte, 3)
	must(t, o.ReadAt(ctx, "a/b", info.Tag, 4, part))
	if string(part) != "456" {
		t.Errorf("ReadAt = %q", part)
	}
	if err := o.ReadAt(ctx, "a/b", info.Tag, 8, part); err == nil {
		t.Error("ReadAt past the end succeeded")
	}
}

func replace(t *testing.T, o objects.Objects) {
	ctx := context.Background()
	must(t, o.Put(ctx, "k", []byte("old")))
	before, err := o.Stat(ctx, "k")
	must(t, err)
	must(t, o.Put(ctx, "k", []byte("new")))
	wantErr(t, o.ReadAt(ctx, "k", before.Tag, 0, make([]byte, 3)), objects.ErrChanged)
	got, err := o.Get(ctx, "k")
	must(t, err)
	if string(got) != "new" {
		t.Errorf("Get = %q", got)
	}
}

func update(t *testing.T, o objects.Objects) {
	ctx := context.Background()
	const writers, rounds = 8, 10
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range rounds {
				err := o.Update(ctx, "n/count", func(old []byte) ([]byte, error) {
					n, _ := strconv.Atoi(string(old))
					return strconv.AppendInt(nil, int64(n+1), 10), nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := o.Get(ctx, "n/count")
	must(t, err)
	if want := strconv.Itoa(writers * rounds); string(got) != want {
		t.Errorf("after concurrent updates the object is %s, want %s", got, want)
	}
	failure := errors.New("no")
	wantErr(t, o.Update(ctx, "n/count", func([]byte) ([]byte, error) { return nil, failure }), failure)
	must(t, o.Update(ctx, "n/count", func([]byte) ([]byte, error) { return nil, nil }))
	if again, _ := o.Get(ctx, "n/count"); !bytes.Equal(got, again) {
		t.Errorf("an update that gave nothing changed the object to %q", again)
	}
}

func list(t *testing.T, o objects.Objects) {
	ctx := context.Background()
	for _, key := range []string{"d/r/b/c.1", "d/r/b/c.0", "d/r/zarr.json", "d/rr/x", "e"} {
		must(t, o.Put(ctx, key, []byte(key)))
	}
	f := func(prefix string, want ...string) {
		t.Helper()
		infos, err := o.List(ctx, prefix)
		must(t, err)
		var got []string
		for _, i := range infos {
			got = append(got, i.Key)
		}
		if !slices.Equal(got, want) {
			t.Errorf("List(%q) = %v, want %v", prefix, got, want)
		}
	}
	f("d/r/", "d/r/b/c.0", "d/r/b/c.1", "d/r/zarr.json")
	f("d/r/b/c.1", "d/r/b/c.1")
	f("d/r", "d/r/b/c.0", "d/r/b/c.1", "d/r/zarr.json", "d/rr/x")
	f("nothing/")
	names, err := o.Names(ctx, "d")
	must(t, err)
	if want := []string{"r", "rr"}; !slices.Equal(names, want) {
		t.Errorf("Names = %v, want %v", names, want)
	}
	names, err = o.Names(ctx, "")
	must(t, err)
	if want := []string{"d", "e"}; !slices.Equal(names, want) {
		t.Errorf("Names = %v, want %v", names, want)
	}
}

func remove(t *testing.T, o objects.Objects) {
	ctx := context.Background()
	for i := range 3 {
		must(t, o.Put(ctx, fmt.Sprintf("d/%d/x", i), nil))
	}
	must(t, o.Delete(ctx, "d/1/"))
	infos, err := o.List(ctx, "d/")
	must(t, err)
	if len(infos) != 2 || infos[1].Key != "d/2/x" {
		t.Errorf("after Delete: %+v", infos)
	}
	must(t, o.Delete(ctx, "d/1/")) // nothing there is no failure
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("error %v, want %v", got, want)
	}
}

// settle holds that nothing is lost or left by it, also where what was put is gone again.
func settle(t *testing.T, o objects.Objects) {
	ctx := context.Background()
	must(t, o.Settle(ctx))
	must(t, o.Put(ctx, "a/b/c", []byte("x")))
	must(t, o.Put(ctx, "a/d", []byte("y")))
	must(t, o.Delete(ctx, "a/b/"))
	must(t, o.Settle(ctx))
	got, err := o.Get(ctx, "a/d")
	must(t, err)
	if infos, err := o.List(ctx, ""); string(got) != "y" || err != nil || len(infos) != 1 {
		t.Errorf("%q, %v, %v", got, infos, err)
	}
}
