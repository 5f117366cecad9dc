package points

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/digits"
	"github.com/fengtu/fengtu/web/places"
)

// batch is how many places are read at a time where the answer is written as it is made.
const batch = 250

// csv answers with a row a place and time, nothing where a value is missing.
func (h Handler) csv(c *gin.Context, q *request) error {
	out := []byte("lat,lon,time")
	for _, p := range q.picks {
		for _, l := range p.layers {
			out = append(out, ","+l.Name()+p.suffix+" ("+q.display(p.as(l)).Units+")"...)
		}
	}
	out = append(out, '\n')
	answers, err := h.read(c, q, q.spots)
	if err != nil {
		return err
	}
	for _, a := range answers {
		out = q.rows(out, a)
	}
	c.Header("Content-Disposition", `attachment; filename="`+q.run.Dataset+`.csv"`)
	return answer.Send(c, answer.Briefly, answer.CSV, out)
}

func (q *request) rows(out []byte, of []places.Answer) []byte {
	a := of[0]
	var columns []answer.Values
	for k, a := range of {
		for _, s := range a.Series {
			columns = append(columns, q.series(s, q.picks[k]).Values)
		}
	}
	for i, t := range q.times {
		out = strconv.AppendFloat(out, a.Lat, 'f', -1, 64)
		out = strconv.AppendFloat(append(out, ','), a.Lon, 'f', -1, 64)
		out = t.UTC().AppendFormat(append(out, ','), "2006-01-02T15:04:05Z")
		for _, column := range columns {
			out = appendKnown(append(out, ','), column[i])
		}
		out = append(out, '\n')
	}
	return out
}

// lines answers with a line of JSON about the run and then one a place, as they are made. What
// goes wrong in the middle is the last line: a problem.
func (h Handler) lines(c *gin.Context, q *request, head headJSON) error {
	c.Header("Content-Type", "application/x-ndjson")
	c.Header("Cache-Control", "no-store")
	c.Status(http.StatusOK)
	lines := json.NewEncoder(c.Writer)
	if err := lines.Encode(head); err != nil {
		return nil // the reader went away
	}
	var times timesJSON
	var line []byte
	for spots := range slices.Chunk(q.spots, batch) {
		told, err := h.tell(c, q, spots)
		if err != nil {
			kind, detail := h.Blame(c, err)
			_ = lines.Encode(gin.H{"error": kind.String(), "detail": detail})
			return nil
		}
		for i := range told {
			line = append(told[i].append(line[:0], &times), '\n')
			if _, err := c.Writer.Write(line); err != nil {
				return nil // the reader went away
			}
		}
		c.Writer.Flush()
	}
	return nil
}

// appendKnown writes a number with the digits that a float32 has, nothing where it is missing.
func appendKnown(out []byte, v float32) []byte {
	if v != v {
		return out
	}
	return digits.Append(out, v)
}
