package store

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Inventory is what a run holds at one moment.
type Inventory struct {
	forecast.Holdings
	Dataset   string
	Published time.Time // when the last file was in; the moment the run was made before that
	Sources   []Source

	complete bool
	read     time.Time
}

// How long an inventory is believed when nobody said that the run changed: other processes may
// write too, but rarely to a run that is complete.
const (
	believeGrowing  = time.Second
	believeComplete = 30 * time.Second
)

// Inventory tells what a run holds. It fails with kind NotFound where there is no such run.
func (s *Store) Inventory(ctx context.Context, dataset string, run time.Time) (*Inventory, error) {
	if !forecast.ValidID(dataset) || dataset == sourcesFolder {
		return nil, forecast.Errorf(forecast.NotFound, "store.Inventory", "there is no dataset %q: /api/v1/datasets lists them", dataset)
	}
	key := keyOf(dataset, run)
	s.mu.Lock()
	have := s.inventories[key]
	s.mu.Unlock()
	if have != nil && time.Since(have.read) < have.believed() {
		return have, nil
	}
	inv, err := s.takeInventory(ctx, key)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.inventories[key] = inv
	s.mu.Unlock()
	return inv, nil
}

// Holdings tells what a run stores; it is the same as long as the inventory is. It fails as
// Inventory does.
func (s *Store) Holdings(ctx context.Context, dataset string, run time.Time) (*forecast.Holdings, error) {
	inv, err := s.Inventory(ctx, dataset, run)
	if err != nil {
		return nil, err
	}
	return &inv.Holdings, nil
}

func (inv *Inventory) believed() time.Duration {
	if inv.Complete() {
		return believeComplete
	}
	return believeGrowing
}

func (s *Store) takeInventory(ctx context.Context, key runKey) (*Inventory, error) {
	const op = "store.Inventory"
	now := time.Now()
	l, err := s.layoutOf(ctx, key, true)
	if err != nil {
		return nil, err
	}
	inv := &Inventory{
		Holdings: forecast.Holdings{Run: time.Unix(key.run, 0).UTC(), Times: l.sortedTimes(), Grids: l.grids, At: map[forecast.Layer][]bool{}},
		Dataset:  key.dataset, read: now,
	}
	rank := make([]int, len(l.times)) // from the place in the arrays to the place in order
	for place, t := range l.times {
		rank[place], _ = slices.BinarySearchFunc(inv.Times, t, time.Time.Compare)
	}
	for _, have := range l.layers {
		names, err := s.objects.Names(ctx, key.path()+"/"+have.layer.Name())
		if err != nil {
			return nil, fault(op, "the run cannot be listed", err)
		}
		present := make([]bool, len(l.times))
		for _, name := range names {
			if i, ok := fieldIndex(name); ok && i < len(rank) {
				present[rank[i]] = true
			}
		}
		if slices.Contains(present, true) {
			inv.At[have.layer] = present
		}
	}
	inv.Layers = slices.SortedFunc(maps.Keys(inv.At), forecast.CompareLayers)
	expected, arrived, _ := inv.Completeness()
	inv.complete = expected == arrived && arrived > 0
	if inv.Sources, err = s.readSources(ctx, key); err != nil {
		return nil, fault(op, "the records of the run's files are damaged", err)
	}
	inv.Published = publishedAt(inv.Sources, l)
	return inv, nil
}

func publishedAt(sources []Source, l *layout) time.Time {
	created, _ := l.group.Attributes["created"].(string)
	published, _ := time.Parse(time.RFC3339, created)
	for _, source := range sources {
		if source.At.After(published) {
			published = source.At
		}
	}
	return published.UTC().Truncate(time.Second)
}

// fieldIndex reads the place in time from the name of a field's object, such as c.12.0.0.
func fieldIndex(name string) (int, bool) {
	number, isField := strings.CutPrefix(name, "c.")
	number, whole := strings.CutSuffix(number, ".0.0")
	i, err := strconv.Atoi(number)
	return i, isField && whole && err == nil && i >= 0
}

// Expected says whether a stored layer can have a field at a time: an accumulated one has none at
// the reference time.
func (inv *Inventory) Expected(layer forecast.Layer, t time.Time) bool {
	return !layer.Variable.Accumulated || t.After(inv.Run) || inv.Has(layer, t)
}

// Arrived gives the times at which at least one field is there.
func (inv *Inventory) Arrived() []time.Time {
	var out []time.Time
	for i, t := range inv.Times {
		for _, present := range inv.At {
			if present[i] {
				out = append(out, t)
				break
			}
		}
	}
	return out
}

// Missing is what a run still lacks at one time.
type Missing struct {
	Time   time.Time
	Layers []forecast.Layer
}

// Completeness counts the fields that the run should have and those it has, and names the rest.
func (inv *Inventory) Completeness() (expected, present int, missing []Missing) {
	for i, t := range inv.Times {
		var lacking []forecast.Layer
		for _, layer := range inv.Layers {
			if !inv.Expected(layer, t) {
				continue
			}
			expected++
			if inv.At[layer][i] {
				present++
			} else {
				lacking = append(lacking, layer)
			}
		}
		if lacking != nil {
			missing = append(missing, Missing{t, lacking})
		}
	}
	return expected, present, missing
}

// Complete says whether every field that the run should have is there.
func (inv *Inventory) Complete() bool { return inv.complete }
