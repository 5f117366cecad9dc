package ingest

import (
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
	"golang.org/x/sys/unix"

	"github.com/fengtu/fengtu/forecast"
)

const (
	scanEvery = 2 * time.Second        // for folders that give no news of changes, such as NFS
	stillFor  = time.Second            // after which a file counts as finished
	lookEvery = 100 * time.Millisecond // while a file may become finished
	tryEvery  = 30 * time.Second       // for a file that could not be taken, though nothing is wrong with it
)

// Watch calls found for every file of a known format in and below dir, those there are and those that come,
// until ctx ends. A file is taken when it has not grown or changed for a second, or at once when
// it was renamed, moved or given its time after the last write to it, which is how careful writers
// say that it is complete. Hidden and temporary names are passed over (see Walk). Files that are
// ready together are taken in the order of their names, each once, and once more when it has
// changed. found is called by one goroutine; where it answers false, the disk being full or the
// like, the file is found again half a minute later.
func Watch(ctx context.Context, dir string, found func(path string) bool) error {
	w := &watcher{pending: map[string]sight{}, taken: map[string]stamp{}, again: map[string]time.Time{}}
	events, err := fsnotify.NewWatcher()
	if err == nil { // without news the scan alone finds files
		defer events.Close()
		w.events = events
	}
	if err := w.scan(dir); err != nil {
		return forecast.Errorf(forecast.NotFound, "ingest.Watch", "the folder %s cannot be watched: %w", dir, err)
	}
	return w.loop(ctx, dir, found)
}

type watcher struct {
	events  *fsnotify.Watcher // nil where the system gives no news
	pending map[string]sight
	taken   map[string]stamp
	again   map[string]time.Time // when to try those that were found in vain
}

// stamp tells one state of a file from another.
type stamp struct {
	size            int64
	written, change int64 // nanoseconds: last write, last change of name, mode or times
}

// sight is when a file was first seen in a state.
type sight struct {
	stamp
	since time.Time
}

func (w *watcher) loop(ctx context.Context, dir string, found func(string) bool) error {
	scan := time.NewTicker(scanEvery)
	defer scan.Stop()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	var news chan fsnotify.Event
	var faults chan error
	if w.events != nil {
		news, faults = w.events.Events, w.events.Errors
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-news:
			w.notice(e.Name)
		case <-faults: // news was lost: the next scan makes up for it
		case <-scan.C:
			_ = w.scan(dir) // a folder that is gone for the moment may come back
		case <-look.C:
			for _, path := range w.ready(time.Now()) {
				if ctx.Err() != nil {
					return nil
				}
				delete(w.again, path)
				if !found(path) {
					w.again[path] = time.Now().Add(tryEvery)
				}
			}
		}
	}
}

// notice looks at a path that changed: a file, or a folder with files in it.
func (w *watcher) notice(path string) {
	if isData(filepath.Base(path)) {
		w.see(path)
		return
	}
	var st unix.Stat_t
	if unix.Stat(path, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFDIR && !hidden(filepath.Base(path)) {
		_ = w.scan(path)
	}
}

// scan sees all files in and below dir, has its folders watched, and forgets files that are gone.
func (w *watcher) scan(dir string) error {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == dir:
			return err
		case err != nil:
			return nil // gone meanwhile
		case d.IsDir() && path != dir && hidden(d.Name()):
			return filepath.SkipDir
		case d.IsDir() && w.events != nil:
			_ = w.events.Add(path) // beyond the system's limit of watches the scan must do
		case !d.IsDir() && isData(d.Name()):
			w.see(path)
		}
		return nil
	})
	for path := range w.taken {
		if _, ok := stampOf(path); !ok {
			delete(w.taken, path)
			delete(w.again, path)
		}
	}
	for path, at := range w.again {
		if time.Now().After(at) {
			delete(w.again, path)
			delete(w.taken, path)
			w.see(path)
		}
	}
	return err
}

// see keeps the state of a file that is not taken yet in that state.
func (w *watcher) see(path string) {
	now, ok := stampOf(path)
	if !ok {
		delete(w.pending, path)
		return
	}
	if old := w.taken[path]; old.size == now.size && old.written == now.written {
		return
	}
	if w.pending[path].stamp != now {
		w.pending[path] = sight{now, time.Now()}
	}
}

// ready takes the files that are finished off the pending ones, in order of name.
func (w *watcher) ready(now time.Time) []string {
	var paths []string
	for path, p := range w.pending {
		w.see(path)
		if w.pending[path] == p && p.finished(now) {
			paths = append(paths, path)
			delete(w.pending, path)
			w.taken[path] = p.stamp
		}
	}
	slices.Sort(paths)
	return paths
}

// finished says whether a file in a state is complete, see Watch.
func (p sight) finished(now time.Time) bool {
	seen := now.Sub(p.since)
	if p.size > 0 && p.change > p.written && seen >= lookEvery {
		return true
	}
	return seen >= stillFor && now.Sub(time.Unix(0, p.written)) >= stillFor
}

func stampOf(path string) (stamp, bool) {
	var st unix.Stat_t
	if unix.Stat(path, &st) != nil || st.Mode&unix.S_IFMT != unix.S_IFREG {
		return stamp{}, false
	}
	return stamp{st.Size, st.Mtim.Nano(), st.Ctim.Nano()}, true
}
