// Package ask reads what requests have in common: the dataset and the run, members and runs that an
// answer is of or a statistic over, what is subtracted, layers, places, times and areas. What makes no
// sense fails with kind Invalid, what is not there with kind NotFound, and a sentence that says what to do.
package ask

import (
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
)

// Reader finds what requests name in a store. Its Layers are those of a run's control, or of the lowest
// member there is.
type Reader struct{ places.Reader }

// NewReader gives the reader of a store.
func NewReader(s *store.Store) Reader {
	return Reader{places.Reader{Store: s, Layers: derive.New(control{s})}}
}
