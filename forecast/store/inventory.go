package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Inventory is what a run holds at one moment.
type Inventory struct {
	forecast.Holdings
	Dataset   string
	Published time.Time // when the last file was in; the moment the run was made before that
	Members   []int     // all that the run will have as far as known, ascending; nil without members
	Sources   []Source
	// Quarantined are the fields that look wrong and were put aside, by layer and time. One of them
	// may stand beside an older field that is in the run.
	Quarantined []Quarantined
	// GridVersion is the version of the run's grids and of every layer that it stores.
	GridVersion string
	// Corrected says whether a field of the run was ever replaced.
	Corrected bool

	derivedVersion string

	present  map[forecast.Layer][]bool // by index in Times, then in Members
	awaited  []forecast.Layer          // Layers, and those of which all fields were put aside
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
		Dataset:  key.dataset, Members: slices.Sorted(slices.Values(l.members)),
		present: map[forecast.Layer][]bool{}, read: now,
	}
	for _, have := range l.layers {
		names, err := s.objects.Names(ctx, key.path()+"/"+have.layer.Name())
		if err != nil {
			return nil, fault(op, "the run cannot be listed", err)
		}
		present := make([]bool, len(l.times)*inv.perTime())
		for _, name := range names {
			if p, ok := parsePlace(name); ok && l.has(p) {
				present[inv.slot(l, p)] = true
			}
		}
		if slices.Contains(present, true) {
			inv.present[have.layer] = present
			inv.At[have.layer] = inv.anyMember(present)
		}
	}
	inv.Layers = slices.SortedFunc(maps.Keys(inv.present), forecast.CompareLayers)
	if inv.Quarantined, err = s.readQuarantine(ctx, key); err != nil {
		return nil, fault(op, "the records of fields in quarantine are damaged", err)
	}
	inv.awaited = inv.withQuarantined()
	expected, arrived, _ := inv.Completeness()
	inv.complete = expected == arrived && arrived > 0
	if inv.Sources, err = s.readSources(ctx, key); err != nil {
		return nil, fault(op, "the records of the run's files are damaged", err)
	}
	inv.Published = publishedAt(inv.Sources, l)
	if err := inv.version(ctx, s, key, l.group.Attributes["created"]); err != nil {
		return nil, fault(op, "the run's revision cannot be read", err)
	}
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

// perTime gives how many fields a layer has at a time.
func (inv *Inventory) perTime() int { return max(1, len(inv.Members)) }

// slot gives where the field at a place of the arrays is kept in present.
func (inv *Inventory) slot(l *layout, p place) int {
	i, _ := slices.BinarySearchFunc(inv.Times, l.times[p.time], time.Time.Compare)
	if p.member < 0 {
		return i
	}
	m, _ := slices.BinarySearch(inv.Members, l.members[p.member])
	return i*len(inv.Members) + m
}

// Control gives the number of the member that stands for the run where none is asked for: 0, or the
// lowest there is.
func (inv *Inventory) Control() int {
	if inv.Members == nil {
		return 0
	}
	return inv.Members[0]
}

// anyMember says at which times a field of any member is there.
func (inv *Inventory) anyMember(present []bool) []bool {
	out := make([]bool, 0, len(inv.Times))
	for at := range slices.Chunk(present, inv.perTime()) {
		out = append(out, slices.Contains(at, true))
	}
	return out
}

// HasMember says whether a stored layer's field of a member at a time is there. In a run without
// members, number 0 stands for it.
func (inv *Inventory) HasMember(layer forecast.Layer, t time.Time, member int) bool {
	at := inv.at(layer, t)
	if inv.Members == nil {
		return member == 0 && len(at) > 0 && at[0]
	}
	m, ok := slices.BinarySearch(inv.Members, member)
	return ok && m < len(at) && at[m]
}

// at gives which members of a layer are there at a time.
func (inv *Inventory) at(layer forecast.Layer, t time.Time) []bool {
	i, ok := slices.BinarySearchFunc(inv.Times, t, time.Time.Compare)
	present := inv.present[layer]
	if !ok || present == nil {
		return nil
	}
	return present[i*inv.perTime() : (i+1)*inv.perTime()]
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

// Missing is what a run still lacks at one time: the same layers of each of some members.
type Missing struct {
	Time    time.Time
	Members []int // nil in a run without members
	Layers  []forecast.Layer
}

// Completeness counts the fields that the run should have and those it has, and names the rest.
func (inv *Inventory) Completeness() (expected, present int, missing []Missing) {
	for _, t := range inv.Times {
		lacking := make([][]forecast.Layer, inv.perTime())
		for _, layer := range inv.awaited {
			if !inv.Expected(layer, t) {
				continue
			}
			for m := range lacking {
				expected++
				if there := inv.at(layer, t); there != nil && there[m] {
					present++
				} else {
					lacking[m] = append(lacking[m], layer)
				}
			}
		}
		missing = append(missing, inv.gather(t, lacking)...)
	}
	return expected, present, missing
}

// gather joins the members that lack the same layers at a time.
func (inv *Inventory) gather(t time.Time, lacking [][]forecast.Layer) []Missing {
	var out []Missing
	for m, layers := range lacking {
		if layers == nil {
			continue
		}
		same := func(have Missing) bool { return slices.Equal(have.Layers, layers) }
		at := slices.IndexFunc(out, same)
		if at < 0 {
			at = len(out)
			out = append(out, Missing{Time: t, Layers: layers})
		}
		if inv.Members != nil {
			out[at].Members = append(out[at].Members, inv.Members[m])
		}
	}
	return out
}

// withQuarantined gives the layers that the run should have: also those of which every field that
// came was put aside.
func (inv *Inventory) withQuarantined() []forecast.Layer {
	out := slices.Clone(inv.Layers)
	for _, q := range inv.Quarantined {
		if layer, err := forecast.ParseLayer(q.Layer); err == nil && !slices.Contains(out, layer) {
			out = append(out, layer)
		}
	}
	slices.SortFunc(out, forecast.CompareLayers)
	return out
}

// Awaited gives the layers that the run should have: Layers, and those of which every field that
// came was put aside.
func (inv *Inventory) Awaited() []forecast.Layer { return inv.awaited }

// Complete says whether every field that the run should have is there.
func (inv *Inventory) Complete() bool { return inv.complete }
