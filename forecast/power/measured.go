package power

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// ParseMeasured reads what was measured: CSV with columns time (ISO 8601) and power_MW (or power_kW,
// power_W), in W by second of Unix time. An empty power says nothing. It fails with kind Invalid
// and says in which line what is wrong.
func ParseMeasured(data []byte) (map[int64]float64, error) {
	bad := func(format string, args ...any) (map[int64]float64, error) {
		return nil, forecast.Errorf(forecast.Invalid, "power.ParseMeasured", format, args...)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comment, r.TrimLeadingSpace, r.ReuseRecord, r.FieldsPerRecord = '#', true, true, -1
	header, err := r.Read()
	if err != nil {
		return bad("what was measured has no header: begin with time,power_MW")
	}
	header = slices.Clone(header) // the record is reused
	timeAt, powerAt, unit := -1, -1, 1.0
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		if scale, ok := powerUnits[name]; ok {
			powerAt, unit = i, scale
		}
		if name == "time" {
			timeAt = i
		}
	}
	if timeAt < 0 || powerAt < 0 {
		return bad("the columns are %s: name them time and power_MW (or power_kW, power_W)", strings.Join(header, ", "))
	}
	out := map[int64]float64{}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return bad("what was measured is not CSV: %s", err.Error())
		}
		line, _ := r.FieldPos(0)
		if len(record) != len(header) {
			return bad("line %d has %d columns, the first line names %d", line, len(record), len(header))
		}
		t, err := forecast.ParseTime(strings.TrimSpace(record[timeAt]))
		if err != nil {
			return bad("line %d, column %d (time): %s", line, timeAt+1, forecast.DetailOf(err))
		}
		text := strings.TrimSpace(record[powerAt])
		if text == "" {
			continue
		}
		p, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(p) || math.IsInf(p, 0) {
			return bad("line %d, column %d (%s): %q is not a number", line, powerAt+1, header[powerAt], text)
		}
		if _, twice := out[t.Unix()]; twice {
			return bad("line %d: %s is there twice", line, t.Format(time.RFC3339))
		}
		out[t.Unix()] = p * unit
	}
	if len(out) == 0 {
		return bad("nothing was measured: there is no line with a power")
	}
	return out, nil
}
