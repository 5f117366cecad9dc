package store

import (
	"time"
)

// Change tells that a run has gained or replaced fields.
type Change struct {
	Dataset string
	Run     time.Time
}

// changed drops what is known of a run's content and tells those who watch.
func (s *Store) changed(key runKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.inventories, key)
	for c := range s.watchers {
		select {
		case c <- Change{key.dataset, time.Unix(key.run, 0).UTC()}:
		default: // a watcher that lags has a change waiting already; it looks at the store, not at counts
		}
	}
}

// Watch gives a channel of the changes made through this Store, and a function that ends it.
// Changes that come faster than they are received are dropped once the channel is full.
func (s *Store) Watch() (<-chan Change, func()) {
	c := make(chan Change, 256)
	s.mu.Lock()
	s.watchers[c] = struct{}{}
	s.mu.Unlock()
	return c, func() {
		s.mu.Lock()
		delete(s.watchers, c)
		s.mu.Unlock()
	}
}
