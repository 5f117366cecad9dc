package points

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/web/answer"
)

// The answers about places are written here as encoding/json would: it takes as long for that as all
// the rest of a point forecast does, since it looks at every byte three times.

// bodies are those of earlier answers, to be written over.
var bodies = sync.Pool{New: func() any { return new([]byte) }}

// sendPoints answers with what head says and then the places.
func sendPoints(c *gin.Context, head headJSON, places []placeJSON) error {
	out, err := json.Marshal(head)
	if err != nil {
		return err
	}
	buffer := bodies.Get().(*[]byte)
	defer bodies.Put(buffer)
	*buffer = append((*buffer)[:0], out[:len(out)-1]...)
	var times timesJSON
	for i := range places {
		*buffer = append(*buffer, either(i == 0, `,"points":[`, `,`)...)
		*buffer = places[i].append(*buffer, &times)
	}
	*buffer = append(*buffer, either(len(places) > 0, `]}`, `}`)...)
	return answer.Send(c, answer.Briefly, "application/json; charset=utf-8", *buffer)
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// timesJSON is a list of times in JSON, written once for all places that share it.
type timesJSON struct {
	of   []time.Time
	text []byte
}

func (x *timesJSON) json(times []time.Time) []byte {
	if x.text != nil && len(times) == len(x.of) && (len(times) == 0 || &times[0] == &x.of[0]) {
		return x.text
	}
	x.of, x.text = times, append(x.text[:0], '[')
	for i, t := range times {
		x.text = append(x.text, either(i == 0, `"`, `,"`)...)
		x.text = append(t.AppendFormat(x.text, time.RFC3339Nano), '"')
	}
	x.text = append(x.text, ']')
	return x.text
}

// append appends the place as JSON.
func (p *placeJSON) append(out []byte, times *timesJSON) []byte {
	out = appendNumber(append(out, `{"lat":`...), p.Lat)
	out = appendNumber(append(out, `,"lon":`...), p.Lon)
	if p.Elevation != nil {
		out = appendNumber(append(out, `,"elevation":`...), *p.Elevation)
	}
	out = appendCell(append(out, `,"cell":`...), p.Cell)
	out = append(append(out, `,"times":`...), times.json(p.Times)...)
	out = append(out, `,"layers":{`...)
	for i, name := range slices.Sorted(maps.Keys(p.Layers)) {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendString(out, name)
		layer := p.Layers[name]
		out = layer.append(append(out, ':'))
	}
	out = append(out, '}')
	if p.Daily != nil {
		text, _ := json.Marshal(p.Daily) // of numbers and strings: it cannot fail
		out = append(append(out, `,"daily":`...), text...)
	}
	return append(out, '}')
}

func appendCell(out []byte, c *answer.Cell) []byte {
	if c == nil {
		return append(out, `null`...)
	}
	out = appendNumber(append(out, `{"lat":`...), c.Lat)
	out = appendNumber(append(out, `,"lon":`...), c.Lon)
	out = append(out, `,"elevation":`...)
	if c.Elevation == nil {
		return append(out, `null}`...)
	}
	return append(appendNumber(out, *c.Elevation), '}')
}

func (s *seriesJSON) append(out []byte) []byte {
	out = appendString(append(out, `{"units":`...), s.Units)
	out = s.Values.Append(append(out, `,"values":`...))
	for i, marked := range s.Interpolated {
		out = append(out, either(i == 0, `,"interpolated":[`, `,`)...)
		out = strconv.AppendBool(out, marked)
	}
	if len(s.Interpolated) > 0 {
		out = append(out, ']')
	}
	if s.Corrected {
		out = append(out, `,"elevation_corrected":true`...)
	}
	if s.Vertical {
		out = append(out, `,"between_levels":true`...)
	}
	if s.Missing != "" {
		out = appendString(append(out, `,"missing":`...), s.Missing)
	}
	return append(out, '}')
}

// appendNumber appends a number as encoding/json writes it.
func appendNumber(out []byte, v float64) []byte {
	if x := math.Abs(v); x != 0 && (x < 1e-6 || x >= 1e21) {
		text, _ := json.Marshal(v) // as an exponent; it is never infinite
		return append(out, text...)
	}
	return strconv.AppendFloat(out, v, 'f', -1, 64)
}

// appendString appends a string as encoding/json writes it.
func appendString(out []byte, s string) []byte {
	for i := range len(s) {
		if b := s[i]; b < ' ' || b > '~' || b == '"' || b == '\\' || b == '<' || b == '>' || b == '&' {
			text, _ := json.Marshal(s) // of any string
			return append(out, text...)
		}
	}
	return append(append(append(out, '"'), s...), '"')
}
