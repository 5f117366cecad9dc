package kept

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// What bounds the files that are kept: they are there so that a download may go on where it stopped.
const (
	mostFiles  = 16
	mostOnDisk = 1 << 30
	longest    = 10 * time.Minute
)

// Files keeps files that were made for a while, each made once for all who ask for it at a time. They
// have no names on the disk: whatever ends the program, they are gone. It is safe for concurrent use.
type Files struct {
	mu   sync.Mutex
	kept map[string]*File
}

// File is a file that was made. Close it when it is read.
type File struct {
	files *Files
	key   string
	ready chan struct{}
	err   error
	file  *os.File
	size  int64
	users int
	used  time.Time
}

// Content gives the file's bytes, from the first on.
func (f *File) Content() io.ReadSeeker { return io.NewSectionReader(f.file, 0, f.size) }

// Get gives the file of a key, which says all that it is made of. make writes it to a path.
func (s *Files) Get(ctx context.Context, key string, make func(ctx context.Context, path string) error) (*File, error) {
	for {
		f, mine := s.find(key)
		if mine {
			f.make(ctx, make)
		}
		select {
		case <-f.ready:
		case <-ctx.Done():
			f.Close()
			return nil, ctx.Err()
		}
		if f.err == nil {
			return f, nil
		}
		err := f.err
		f.Close()
		if mine || !errors.Is(err, context.Canceled) {
			return nil, err
		} // who made it went away: make it anew
	}
}

// find gives the file of a key, and whether it is the caller's to make.
func (s *Files) find(key string) (f *File, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidy()
	if f = s.kept[key]; f == nil {
		f, mine = &File{files: s, key: key, ready: make(chan struct{})}, true
		if s.kept == nil {
			s.kept = map[string]*File{}
		}
		s.kept[key] = f
	}
	f.users++
	f.used = time.Now()
	return f, mine
}

func (f *File) make(ctx context.Context, make func(ctx context.Context, path string) error) {
	err := errors.New("kept: making the file panicked")
	var file *os.File
	var size int64
	defer func() {
		f.files.mu.Lock()
		defer f.files.mu.Unlock()
		if f.file, f.size, f.err = file, size, err; err != nil {
			delete(f.files.kept, f.key)
		}
		close(f.ready)
	}()
	file, size, err = write(ctx, make)
}

// write makes a file and takes its name away.
func write(ctx context.Context, make func(ctx context.Context, path string) error) (*os.File, int64, error) {
	folder, err := os.MkdirTemp("", "fengtu-file-*")
	if err != nil {
		return nil, 0, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "made")
	if err := make(ctx, path); err != nil {
		return nil, 0, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}

// Close says that the caller is done with the file.
func (f *File) Close() {
	f.files.mu.Lock()
	defer f.files.mu.Unlock()
	f.users--
	if f.files.kept[f.key] != f {
		f.free()
	}
}

// free gives the disk back once nobody reads.
func (f *File) free() {
	if f.users == 0 && f.file != nil {
		_ = f.file.Close() // it was only read
		f.file = nil
	}
}

// tidy drops what was not used for long, and where there is too much what was not used longest.
func (s *Files) tidy() {
	for {
		var oldest *File
		bytes := int64(0)
		for _, f := range s.kept {
			bytes += f.size
			if f.users == 0 && (oldest == nil || f.used.Before(oldest.used)) {
				oldest = f
			}
		}
		if oldest == nil || len(s.kept) < mostFiles && bytes < mostOnDisk && time.Since(oldest.used) < longest {
			return
		}
		delete(s.kept, oldest.key)
		oldest.free()
	}
}
