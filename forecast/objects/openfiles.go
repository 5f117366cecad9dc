package objects

import (
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// openFiles keeps files open from one read to the next: to open one again takes longer than to read a
// few kB of it, and a point forecast reads two dozen. What nobody reads is closed after a while, so
// that deleted files give their room back.
type openFiles struct {
	mu    sync.RWMutex
	files map[string]*openFile // by key
	timer *time.Timer          // nil while nothing is open
}

// openFile is one version of a file.
type openFile struct {
	*os.File
	fd   int // of File, to ask about: reading goes through File, which knows when it is closed
	tag  Tag
	was  syscall.Stat_t
	used atomic.Bool // since somebody looked last
}

const (
	mostOpen  = 512
	keepsOpen = 10 * time.Second // at least; at most twice as long
)

// get gives the file of a version where it is open and still in its place: nobody has renamed another
// one over it, or deleted it.
func (o *openFiles) get(key string, tag Tag) *openFile {
	o.mu.RLock()
	f := o.files[key]
	o.mu.RUnlock()
	if f == nil || f.tag != tag {
		return nil
	}
	var now syscall.Stat_t
	if err := syscall.Fstat(f.fd, &now); err != nil || now.Nlink != f.was.Nlink || now.Ino != f.was.Ino ||
		now.Dev != f.was.Dev || now.Size != f.was.Size || now.Mtim != f.was.Mtim {
		return nil
	}
	if !f.used.Load() {
		f.used.Store(true)
	}
	return f
}

// put keeps a file instead of an older one.
func (o *openFiles) put(key string, f *openFile) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if old := o.files[key]; old != nil {
		old.Close()
		delete(o.files, key)
	}
	if len(o.files) >= mostOpen {
		o.closeUnused()
	}
	if len(o.files) >= mostOpen { // all of them are in use: they are opened again
		o.closeUnused()
	}
	if o.files == nil {
		o.files = map[string]*openFile{}
	}
	f.used.Store(true)
	o.files[key] = f
	if o.timer == nil {
		o.timer = time.AfterFunc(keepsOpen, o.look)
	}
}

// look closes what nobody has read since it was called last, and comes back while anything is open.
func (o *openFiles) look() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closeUnused()
	if len(o.files) == 0 {
		o.timer = nil
		return
	}
	o.timer.Reset(keepsOpen)
}

func (o *openFiles) closeUnused() {
	for key, f := range o.files {
		if !f.used.Swap(false) {
			f.Close() // nothing was written
			delete(o.files, key)
		}
	}
}
