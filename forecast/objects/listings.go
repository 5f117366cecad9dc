package objects

import (
	"slices"
	"sync"
	"syscall"
	"time"
)

// listings are the names in folders that have not changed since they were read: every request that
// says latest asks for some.
type listings struct {
	mu sync.Mutex
	of map[string]listing // by the folder's path
}

type listing struct {
	folder syscall.Stat_t
	names  []string
}

const (
	mostListings = 256
	// settled is how long ago a folder must have changed for its listing to be kept: longer than the
	// steps of any file system's clock, so that another change shows.
	settled = 3 * time.Second
)

// get gives the names in a folder that is now as now says, if they are known.
func (l *listings) get(path string, now *syscall.Stat_t) ([]string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	have, ok := l.of[path]
	if !ok || have.folder.Ino != now.Ino || have.folder.Dev != now.Dev || have.folder.Mtim != now.Mtim {
		return nil, false
	}
	return slices.Clone(have.names), true
}

// put keeps names that were read after the folder was as was says.
func (l *listings) put(path string, was *syscall.Stat_t, names []string) {
	if time.Since(time.Unix(was.Mtim.Unix())) < settled {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of == nil || len(l.of) >= mostListings {
		l.of = map[string]listing{}
	}
	l.of[path] = listing{*was, slices.Clone(names)}
}
