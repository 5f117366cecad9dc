package store

import (
	"context"
	"time"
)

// Change tells that a run has gained or replaced fields.
type Change struct {
	Dataset string
	Run     time.Time
}

// changed drops what is known of a run's content and tells those who watch.
func (s *Store) changed(key runKey) {
	s.changes.Add(1)
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

// Changes counts the changes made through this Store, or found by Follow: what was read before a look at
// it is as it is now while the count stays the same, but for what other processes write.
func (s *Store) Changes() uint64 { return s.changes.Load() }

// Follow tells those who watch of changes that other processes make to the newest run of each
// dataset, until ctx ends. It looks every so often, and only while somebody watches.
func (s *Store) Follow(ctx context.Context, every time.Duration) {
	seen := map[runKey]state{}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			s.mu.Lock()
			watched := false
			for _, counts := range s.watchers {
				watched = watched || counts
			}
			s.mu.Unlock()
			if watched {
				_ = s.follow(ctx, seen) // a store that cannot be listed now may be the next time
			}
		}
	}
}

// state tells one content of a run from another: fields only come, and each file is recorded.
type state struct {
	present, sources, quarantined int
}

func (s *Store) follow(ctx context.Context, seen map[runKey]state) error {
	datasets, err := s.Datasets(ctx)
	if err != nil {
		return err
	}
	for _, d := range datasets {
		runs, err := s.Runs(ctx, d.ID)
		if err != nil || len(runs) == 0 {
			continue
		}
		key := keyOf(d.ID, runs[0])
		inv, err := s.takeInventory(ctx, key)
		if err != nil {
			continue
		}
		_, present, _ := inv.Completeness()
		now := state{present, len(inv.Sources), len(inv.Quarantined)}
		if seen[key] != now {
			seen[key] = now
			s.changed(key)
		}
	}
	return nil
}

// Watch gives a channel of the changes made through this Store, or found by Follow, and a function
// that ends it. Changes that come faster than they are received are dropped once the channel is full.
func (s *Store) Watch() (<-chan Change, func()) { return s.subscribe(true) }

// subscribe is Watch; counts says whether it makes Follow look for changes.
func (s *Store) subscribe(counts bool) (<-chan Change, func()) {
	c := make(chan Change, 256)
	s.mu.Lock()
	s.watchers[c] = counts
	s.mu.Unlock()
	return c, func() {
		s.mu.Lock()
		delete(s.watchers, c)
		s.mu.Unlock()
	}
}
