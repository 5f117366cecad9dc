package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// sendBestLines answers with a line about the runs, all that may have a value, and then one a place, as they
// are made. What goes wrong in the middle is the last line: a problem.
func (s *server) sendBestLines(c *gin.Context, q *bestAsk) error {
	head := bestJSON{Dataset: forecast.Best, Interpolation: q.method.String(), Sources: []sourceOfJSON{}}
	if err := s.head(c, &head, q.runs); err != nil {
		return err
	}
	index := make([]int, len(q.runs))
	for k := range index {
		index[k] = k
	}
	c.Header("Content-Type", "application/x-ndjson")
	c.Header("Cache-Control", "no-store")
	c.Status(http.StatusOK)
	lines := json.NewEncoder(c.Writer)
	if lines.Encode(head) != nil {
		return nil // the reader went away
	}
	for spots := range slices.Chunk(q.spots, batch) {
		blended, err := s.blend(c.Request.Context(), q, spots)
		if err != nil {
			kind, detail := s.Blame(c, err)
			_ = lines.Encode(gin.H{"error": kind.String(), "detail": detail})
			return nil
		}
		for i := range blended {
			if lines.Encode(q.describe(&blended[i], index, len(q.runs))) != nil {
				return nil // the reader went away
			}
		}
		c.Writer.Flush()
	}
	return nil
}

// addMidnights says which days a place has, where something is asked of them.
func (q *bestAsk) addMidnights(b *blendedPlace) (err error) {
	if q.days == nil || q.to.Before(q.from) {
		return nil
	}
	if b.zone, err = zoneOf(q.days.zone, b.spot); err == nil {
		b.midnights = midnightsAround([]time.Time{q.from, q.to}, b.zone)
	}
	return err
}

// daily makes what is asked of the days of a place: each hour is of the first source that has it.
func (q *bestAsk) daily(b *blendedPlace) *dailyJSON {
	if b.midnights == nil {
		return nil
	}
	series := func(l forecast.Layer) point.Seamless { return b.layers[slices.Index(q.read, l)].seamless }
	out := newDaily(b.midnights, b.zone)
	for _, w := range q.days.wants {
		out.Layers[w.name] = w.tell(w.days(series, b.midnights), w.display(q.pointAsk, w.layer, nil), q.pointAsk, series(w.layer), true)
	}
	return out
}
