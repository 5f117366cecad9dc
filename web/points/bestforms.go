package points

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/answer"
)

// sendBestCSV answers with a row a place and time: each value, and the dataset and run that it is of.
func sendBestCSV(c *gin.Context, q *bestRequest, blended []blendedPlace) error {
	out := []byte("lat,lon,time")
	for _, l := range q.layers {
		out = append(out, ","+l.Name()+" ("+q.display(l).Units+"),"+l.Name()+" source"...)
	}
	out = append(out, '\n')
	for i := range blended {
		b := &blended[i]
		var columns []answer.Values
		for l, layer := range q.layers {
			columns = append(columns, q.shown(slices.Clone(b.layers[l].Values), q.display(layer)))
		}
		for t, at := range b.times {
			out = strconv.AppendFloat(out, b.spot.Lat, 'f', -1, 64)
			out = strconv.AppendFloat(append(out, ','), b.spot.Lon, 'f', -1, 64)
			out = at.UTC().AppendFormat(append(out, ','), "2006-01-02T15:04:05Z")
			for l, of := range b.layers {
				out = append(appendKnown(append(out, ','), columns[l][t]), ',')
				if from := of.From[t]; from >= 0 {
					run := q.runs[of.runs[from]]
					out = append(out, run.Dataset+"/"+forecast.FormatTime(run.Run)...)
				}
			}
			out = append(out, '\n')
		}
	}
	c.Header("Content-Disposition", `attachment; filename="best.csv"`)
	return answer.Send(c, answer.Briefly, answer.CSV, out)
}

// sendBestLines answers with a line about the runs, all that may have a value, and then one a place, as they
// are made. What goes wrong in the middle is the last line: a problem.
func (h Handler) sendBestLines(c *gin.Context, q *bestRequest) error {
	head := bestJSON{Dataset: forecast.Best, Interpolation: q.method.String(), Sources: []sourceOfJSON{}}
	if err := h.head(c, &head, q.runs); err != nil {
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
		blended, err := h.blend(c.Request.Context(), q, spots)
		if err != nil {
			kind, detail := h.Blame(c, err)
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
