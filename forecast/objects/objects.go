// Package objects keeps named byte strings: what the store is built on. A Folder keeps them on the
// local disk, package s3 in a bucket; every back end passes the tests of objectstest.
//
// Keys are slash-separated paths such as "demo/20261123T0000Z/zarr.json". An object is visible
// only once it is whole, and a replaced one is never mixed with its successor: readers that hold a
// Tag are told when it is gone.
package objects

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// ErrNotExist is what operations on a key without an object wrap.
var ErrNotExist = fs.ErrNotExist

// ErrChanged is what ReadAt wraps when the object is no longer the one that the tag names.
var ErrChanged = errors.New("the object has been replaced")

// Tag names one version of an object's bytes. Tags are comparable.
type Tag string

// CheckKey says whether a key may name an object: a relative, clean path whose last element does not
// start with a dot. The error wraps ErrNotExist.
func CheckKey(key string) error {
	if key != path.Clean(key) || !filepath.IsLocal(key) || strings.HasPrefix(path.Base(key), ".") {
		return fmt.Errorf("objects: %q is no key: %w", key, ErrNotExist)
	}
	return nil
}

// Info describes an object.
type Info struct {
	Key      string
	Size     int64
	Tag      Tag
	Modified time.Time
}

// Objects is a set of named byte strings. Its methods are safe for concurrent use, also by
// several processes.
type Objects interface {
	// Stat describes an object.
	Stat(ctx context.Context, key string) (Info, error)
	// Get reads a whole object.
	Get(ctx context.Context, key string) ([]byte, error)
	// ReadAt fills dst with the bytes from offset of the version that tag names. With an empty dst
	// it says, quicker than Stat, whether that version is still there.
	ReadAt(ctx context.Context, key string, tag Tag, offset int64, dst []byte) error
	// Put writes an object, or replaces it; readers see the old bytes or the new ones.
	Put(ctx context.Context, key string, data []byte) error
	// Settle makes what was put so far outlast a loss of power. It outlasts the end of the process
	// without.
	Settle(ctx context.Context) error
	// Update replaces an object by what change makes of it (nil where there is none yet), as if
	// nobody else wrote meanwhile; change may be called several times. A nil result leaves the
	// object as it is.
	Update(ctx context.Context, key string, change func(old []byte) ([]byte, error)) error
	// List describes the objects whose keys start with prefix, in the order of their keys.
	List(ctx context.Context, prefix string) ([]Info, error)
	// Names gives the distinct next path elements of the keys below a folder, sorted; "" is the
	// top.
	Names(ctx context.Context, folder string) ([]string, error)
	// Delete removes the objects whose keys start with prefix.
	Delete(ctx context.Context, prefix string) error
}
