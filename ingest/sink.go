package ingest

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// Sink is where fields go.
type Sink interface {
	// HasSource says whether the file of a checksum is in the run.
	HasSource(ctx context.Context, dataset string, run time.Time, sha256 string) (bool, error)
	// Begin creates or extends a run.
	Begin(ctx context.Context, spec store.Spec) (Run, error)
}

// Run takes the fields of one run; member is 0 where it has no members. PutMember may be called by several goroutines at once, and keeps
// nothing of values.
type Run interface {
	PutMember(ctx context.Context, layer forecast.Layer, t time.Time, member int, values []float32) error
	// Quarantine puts a field aside that looks wrong.
	Quarantine(ctx context.Context, layer forecast.Layer, t time.Time, member int, values []float32, q store.Quarantined) error
	AddSource(ctx context.Context, source store.Source) error
}

// Into gives a store as a Sink.
func Into(s *store.Store) Sink { return storeSink{s} }

type storeSink struct{ *store.Store }

func (s storeSink) Begin(ctx context.Context, spec store.Spec) (Run, error) {
	return s.Store.Begin(ctx, spec)
}
