package store

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Member is the store as one member of the runs in it has it: whatever is opened is that member's.
type Member struct {
	store  *Store
	number int
}

// Member gives the store as a member has it. Of runs without members, number 0 is the run itself.
func (s *Store) Member(number int) Member { return Member{s, number} }

// Open is Store.Open of the member's field, whatever ref says.
func (m Member) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	ref.Member = m.number
	return m.store.Open(ctx, ref)
}

// Series is Store.Series of the member.
func (m Member) Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	return m.store.memberSeries(ctx, dataset, run, layer, m.number)
}

// Holdings tells what the run stores, of any member.
func (m Member) Holdings(ctx context.Context, dataset string, run time.Time) (*forecast.Holdings, error) {
	return m.store.Holdings(ctx, dataset, run)
}
