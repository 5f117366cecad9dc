package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
)

// fakeSink keeps fields in memory.
type fakeSink struct {
	mu      sync.Mutex
	spec    store.Spec
	fields  map[string][]float32 // by layer and time
	aside   map[string]store.Quarantined
	sources []store.Source
	fail    error // what Put gives
}

func newFakeSink() *fakeSink {
	return &fakeSink{fields: map[string][]float32{}, aside: map[string]store.Quarantined{}}
}

func (f *fakeSink) HasSource(_ context.Context, _ string, _ time.Time, sum string) (bool, error) {
	return slices.ContainsFunc(f.sources, func(s store.Source) bool { return s.SHA256 == sum }), nil
}

func (f *fakeSink) Begin(_ context.Context, spec store.Spec) (ingest.Run, error) {
	f.spec = spec
	return f, nil
}

func (f *fakeSink) PutMember(_ context.Context, layer forecast.Layer, t time.Time, member int, values []float32) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail == nil {
		name := layer.Name() + " " + forecast.FormatTime(t)
		if f.spec.Members != nil {
			name += fmt.Sprint(" ", member)
		}
		f.fields[name] = slices.Clone(values)
	}
	return f.fail
}

func (f *fakeSink) Quarantine(_ context.Context, layer forecast.Layer, t time.Time, _ int, values []float32, q store.Quarantined) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail == nil {
		f.aside[layer.Name()+" "+forecast.FormatTime(t)] = q
	}
	return f.fail
}

func (f *fakeSink) AddSource(_ context.Context, s store.Source) error {
	f.sources = append(f.sources, s)
	return nil
}
