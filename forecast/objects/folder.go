package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Folder keeps objects as files below a folder of the local disk. Files whose names start with a
// dot are its own.
type Folder struct {
	root   string
	open   openFiles
	listed listings
	unsettled
}

// tempPrefix starts the names of files that are still being written.
const tempPrefix = ".tmp-"

// NewFolder keeps objects below root and makes the folder where it is missing.
func NewFolder(root string) (*Folder, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(abs, 0o755); err != nil {
		return nil, err
	}
	return &Folder{root: abs}, nil
}

func (f *Folder) path(key string) (string, error) {
	if err := CheckKey(key); err != nil {
		return "", err
	}
	return filepath.Join(f.root, filepath.FromSlash(key)), nil
}

func describe(key string, fi fs.FileInfo) Info {
	info := Info{Key: key, Size: fi.Size(), Modified: fi.ModTime()}
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		info.Tag = tagOf(st)
	}
	return info
}

// tagOf names a version of a file by its last change, size and inode.
func tagOf(st *syscall.Stat_t) Tag {
	b := strconv.AppendInt(make([]byte, 0, 40), st.Mtim.Nano(), 36)
	b = strconv.AppendInt(append(b, '-'), st.Size, 36)
	b = strconv.AppendUint(append(b, '-'), st.Ino, 36)
	return Tag(b)
}

// Stat implements Objects.
func (f *Folder) Stat(_ context.Context, key string) (Info, error) {
	name, err := f.path(key)
	if err != nil {
		return Info{}, err
	}
	var st syscall.Stat_t // not by os.Stat, which costs twice as much: a point forecast asks twenty times
	if err := statFile(name, &st); err != nil {
		return Info{}, absent(name, &fs.PathError{Op: "stat", Path: name, Err: err})
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return Info{}, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return Info{Key: key, Size: st.Size, Modified: time.Unix(st.Mtim.Unix()), Tag: tagOf(&st)}, nil
}

func statFile(name string, st *syscall.Stat_t) error {
	for {
		if err := syscall.Stat(name, st); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// Get implements Objects.
func (f *Folder) Get(_ context.Context, key string) ([]byte, error) {
	name, err := f.path(key)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(name)
	return data, absent(name, err)
}

// absent gives an error the form of a missing file where a folder stands in an object's place, or
// an object in a folder's.
func absent(name string, err error) error {
	if errors.Is(err, syscall.EISDIR) || errors.Is(err, syscall.ENOTDIR) {
		return &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return err
}

// ReadAt implements Objects on a file that is open already, if it is.
func (f *Folder) ReadAt(_ context.Context, key string, tag Tag, offset int64, dst []byte) error {
	file := f.open.get(key, tag)
	for {
		if file == nil {
			var err error
			if file, err = f.openVersion(key, tag); err != nil {
				return err
			}
		}
		_, err := file.ReadAt(dst, offset)
		switch {
		case errors.Is(err, fs.ErrClosed): // this moment, by others
			file = nil
		case errors.Is(err, io.EOF):
			return fmt.Errorf("objects: %s: %w", key, io.ErrUnexpectedEOF)
		default:
			return err
		}
	}
}

// openVersion opens the file of a key and keeps it, unless it is no longer the one that the tag names.
// Not by os.Open, which asks whether the file can be waited for.
func (f *Folder) openVersion(key string, tag Tag) (*openFile, error) {
	name, err := f.path(key)
	if err != nil {
		return nil, err
	}
	fd, err := openFD(name)
	if err != nil {
		return nil, absent(name, &fs.PathError{Op: "open", Path: name, Err: err})
	}
	file := &openFile{File: os.NewFile(uintptr(fd), name), fd: fd, tag: tag}
	err = syscall.Fstat(fd, &file.was)
	if err == nil && tagOf(&file.was) != tag {
		err = ErrChanged
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("objects: %s: %w", key, err)
	}
	f.open.put(key, file)
	return file, nil
}

func openFD(name string) (fd int, err error) {
	for {
		fd, err = syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		if !errors.Is(err, syscall.EINTR) {
			return fd, err
		}
	}
}

// Put implements Objects: a temporary file beside its place, synced, renamed. It stays locked until
// it is in its place, so that Sweep can tell whether its writer lives.
func (f *Folder) Put(_ context.Context, key string, data []byte) error {
	name, err := f.path(key)
	if err != nil {
		return err
	}
	temp, err := createTemp(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer temp.Close()
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(0o644), temp.Sync())
	if err == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
		return err
	}
	f.changed(filepath.Dir(name))
	return nil
}

// createTemp makes a locked temporary file in a folder, which it makes too. The folder may be
// deleted in between, by whoever deletes the run that it was of.
func createTemp(dir string) (*os.File, error) {
	for {
		temp, err := os.CreateTemp(dir, tempPrefix+"*")
		if errors.Is(err, fs.ErrNotExist) {
			if err := makeFolder(dir); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := flock(temp, syscall.LOCK_EX); err != nil {
			return nil, errors.Join(fmt.Errorf("objects: lock %s: %w", temp.Name(), err), temp.Close(), os.Remove(temp.Name()))
		}
		return temp, nil
	}
}

// Update implements Objects by a lock file beside the object, which the kernel frees when its
// holder dies. A folder that is left with nothing else in it is deleted.
func (f *Folder) Update(ctx context.Context, key string, change func(old []byte) ([]byte, error)) error {
	name, err := f.path(key)
	if err != nil {
		return err
	}
	lock, err := lockFolder(filepath.Dir(name))
	if err != nil {
		return fmt.Errorf("objects: lock %s: %w", key, err)
	}
	defer lock.Close()
	old, err := f.Get(ctx, key)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	data, err := change(old)
	if err == nil && data != nil {
		return f.Put(ctx, key, data)
	}
	leaveEmpty(filepath.Dir(name))
	return err
}

// List implements Objects.
func (f *Folder) List(_ context.Context, prefix string) ([]Info, error) {
	dir := path.Dir(prefix + "x") // the deepest folder that holds every match
	var out []Info
	err := filepath.WalkDir(filepath.Join(f.root, filepath.FromSlash(dir)), func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone since, or never there
		}
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		rel, err := filepath.Rel(f.root, name)
		if err != nil {
			return err
		}
		if key := filepath.ToSlash(rel); strings.HasPrefix(key, prefix) {
			fi, err := d.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			out = append(out, describe(key, fi))
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Info) int { return strings.Compare(a.Key, b.Key) })
	return out, err
}

// Names implements Objects.
func (f *Folder) Names(_ context.Context, folder string) ([]string, error) {
	dir := filepath.Join(f.root, filepath.FromSlash(folder))
	var now syscall.Stat_t
	known := statFile(dir, &now) == nil
	if known {
		if names, ok := f.listed.get(dir, &now); ok {
			return names, nil
		}
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			out = append(out, e.Name())
		}
	}
	if known && err == nil {
		f.listed.put(dir, &now, out)
	}
	return out, err
}

// Delete implements Objects.
func (f *Folder) Delete(ctx context.Context, prefix string) error {
	if folder, found := strings.CutSuffix(prefix, "/"); found {
		name, err := f.path(folder)
		if err != nil {
			return err
		}
		return os.RemoveAll(name)
	}
	infos, err := f.List(ctx, prefix)
	for _, info := range infos {
		gone := os.Remove(filepath.Join(f.root, filepath.FromSlash(info.Key)))
		if !errors.Is(gone, fs.ErrNotExist) { // somebody else was faster
			err = errors.Join(err, gone)
		}
	}
	return err
}
