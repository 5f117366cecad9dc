package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// Source records a file that went into a run whole.
type Source struct {
	File   string    `json:"file"`
	SHA256 string    `json:"sha256"`
	At     time.Time `json:"at"` // when it was in
}

func (k runKey) sources() string { return sourcesFolder + "/" + k.path() + "/" }

// AddSource records a file once all its fields are in, and safe from a loss of power: whoever finds
// the record does not bring the file again.
func (r *Run) AddSource(ctx context.Context, source Source) error {
	if err := r.settle(ctx); err != nil {
		return err
	}
	if err := r.store.objects.Settle(ctx); err != nil {
		return fault("store.AddSource", "the fields of "+source.File+" cannot be made safe", err)
	}
	data, err := json.MarshalIndent(source, "", " ")
	if err != nil {
		return err
	}
	if err := r.store.objects.Put(ctx, r.key.sources()+source.SHA256+".json", data); err != nil {
		return fault("store.AddSource", "the record of "+source.File+" cannot be written", err)
	}
	r.store.changed(r.key)
	return nil
}

// HasSource says whether a file with this checksum went into the run whole, and the run is there.
func (s *Store) HasSource(ctx context.Context, dataset string, run time.Time, sha256 string) (bool, error) {
	if sha256 == "" || strings.Trim(sha256, "0123456789abcdef") != "" {
		return false, forecast.Errorf(forecast.Internal, "store.HasSource", "%q is no checksum", sha256)
	}
	key := keyOf(dataset, run)
	for _, object := range []string{key.sources() + sha256 + ".json", key.path() + "/zarr.json"} {
		_, err := s.objects.Stat(ctx, object)
		if errors.Is(err, objects.ErrNotExist) {
			return false, nil
		}
		if err != nil {
			return false, fault("store.HasSource", "the records of the run's files cannot be read", err)
		}
	}
	return true, nil
}

func (s *Store) readSources(ctx context.Context, key runKey) ([]Source, error) {
	infos, err := s.objects.List(ctx, key.sources())
	if err != nil {
		return nil, err
	}
	var out []Source
	for _, info := range infos {
		data, err := s.objects.Get(ctx, info.Key)
		if errors.Is(err, objects.ErrNotExist) {
			continue
		}
		var source Source
		if err == nil {
			err = json.Unmarshal(data, &source)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", info.Key, err)
		}
		out = append(out, source)
	}
	slices.SortFunc(out, func(a, b Source) int { return strings.Compare(a.File, b.File) })
	return out, nil
}
