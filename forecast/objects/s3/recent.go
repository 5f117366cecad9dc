package s3

import (
	"slices"
	"sync"
	"time"

	"github.com/fengtu/fengtu/forecast/objects"
)

// believe is how long an answer of the server is believed. A request for a tile asks for the newest run,
// its metadata and its field: without this, each would wait for the server three times.
const believe = time.Second

// mostRecent bounds the memory of what was seen; all of it is forgotten where there is more.
const mostRecent = 1 << 14

// recent is what was seen of the bucket within a moment. That something is absent is not kept, so that
// what arrives shows at once; what this process writes or deletes is forgotten.
type recent struct {
	mu      sync.Mutex
	changes int // of the bucket by this process
	infos   map[string]seen[objects.Info]
	folders map[string]seen[[]string]
}

type seen[T any] struct {
	at    time.Time
	value T
}

// ask is to be called before the server is asked: an answer is only kept where nothing was changed
// meanwhile.
func (r *recent) ask() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.changes
}

func (r *recent) info(key string) (objects.Info, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	have, ok := r.infos[key]
	return have.value, ok && time.Since(have.at) < believe
}

func (r *recent) saw(asked int, info objects.Info) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if asked == r.changes {
		keep(&r.infos, info.Key, info)
	}
}

func (r *recent) names(folder string) ([]string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	have, ok := r.folders[folder]
	return slices.Clone(have.value), ok && time.Since(have.at) < believe
}

func (r *recent) sawNames(asked int, folder string, names []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if asked == r.changes {
		keep(&r.folders, folder, slices.Clone(names))
	}
}

func keep[T any](m *map[string]seen[T], key string, value T) {
	if *m == nil || len(*m) >= mostRecent {
		*m = map[string]seen[T]{}
	}
	(*m)[key] = seen[T]{time.Now(), value}
}

// forget forgets an object that is no longer as it was seen.
func (r *recent) forget(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.infos, key)
}

// changed is to be called after this process has written or deleted objects.
func (r *recent) changed(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes++
	delete(r.infos, key)
	clear(r.folders)
}

// deleted is to be called after this process has deleted all below a prefix.
func (r *recent) deleted() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes++
	clear(r.infos)
	clear(r.folders)
}
