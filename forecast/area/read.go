package area

import (
	"context"
	"errors"
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/point"
)

// Read fills dst with the values of a field in a window of its grid, all of one version. A field that
// is not there is missing, with the reason, and no error.
func Read(ctx context.Context, open point.Open, ref forecast.Ref, w forecast.Window, dst []float32) (point.Reason, error) {
	reason, err := read(ctx, open, ref, w, dst)
	if errors.Is(err, objects.ErrChanged) { // replaced meanwhile: once more, all from the new one
		reason, err = read(ctx, open, ref, w, dst)
	}
	return reason, err
}

func read(ctx context.Context, open point.Open, ref forecast.Ref, w forecast.Window, dst []float32) (point.Reason, error) {
	field, err := open(ctx, ref)
	if forecast.KindOf(err) == forecast.NotFound {
		for i := range dst {
			dst[i] = float32(math.NaN())
		}
		if errors.Is(err, forecast.ErrQuarantined) {
			return point.Quarantined, nil
		}
		return point.NotThere, nil
	}
	if err != nil {
		return point.NotThere, err
	}
	return point.Present, field.Read(ctx, w, dst)
}
