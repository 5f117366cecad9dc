package power

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/web/answer"
)

// column is one of a table: a value a time, NaN where one is missing.
type column struct {
	name   string
	values answer.Values
}

// table tells columns as CSV, a line a time by a zone's clocks.
func table(times []time.Time, zone *time.Location, columns []column) []byte {
	out := []byte("time")
	for _, c := range columns {
		out = append(append(out, ','), quoted(c.name)...)
	}
	for t, at := range times {
		out = append(out, '\n')
		out = at.In(zone).AppendFormat(out, time.RFC3339)
		for _, c := range columns {
			if out = append(out, ','); c.values[t] == c.values[t] {
				out = strconv.AppendFloat(out, float64(c.values[t]), 'f', -1, 32)
			}
		}
	}
	return append(out, '\n')
}

// csv tells the powers as a table: the total, its quantiles, each group and each farm.
func (a computed) csv() []byte {
	columns := a.total()
	if a.q.detail != "total" {
		groups := power.Groups(a.farms)
		for _, name := range slices.Sorted(maps.Keys(groups)) {
			columns = append(columns, column{"group " + name + "_MW", megawatts(a.out.Sum(groups[name]))})
		}
	}
	if a.q.detail == "farms" {
		for i, f := range a.farms {
			columns = append(columns, column{f.Name + "_MW", megawatts(a.out.Farms[i])})
		}
	}
	return table(a.q.times, a.q.zone, columns)
}

// total tells the sum of all farms, with its quantiles where there are any.
func (a computed) total() []column {
	out := []column{{"total_MW", megawatts(a.out.Sum(a.out.All()))}}
	if a.several() {
		q := a.ensemble.quantiles(a.out.All(), 0.1, 0.5, 0.9)
		for k, name := range []string{"p10_MW", "p50_MW", "p90_MW"} {
			out = append(out, column{name, megawatts(q[k])})
		}
	}
	return out
}

// csv tells of a region as a table.
func (r *regionJSON) csv(zone *time.Location) []byte {
	columns := []column{{"capacity_factor", r.Factor}}
	if r.Speed != nil {
		columns = append(columns, column{"wind_speed_m_s", r.Speed})
	}
	if r.Total != nil {
		columns = append(columns, column{"total_MW", r.Total.Power})
		if r.Total.P10 != nil {
			columns = append(columns, column{"p10_MW", r.Total.P10}, column{"p50_MW", r.Total.P50}, column{"p90_MW", r.Total.P90})
		}
	}
	return table(r.Times, zone, columns)
}

// quoted writes a name as a field of CSV. One that a spreadsheet would take for a formula gets an
// apostrophe.
func quoted(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		s = "'" + s
	}
	if !strings.ContainsAny(s, ",\"\r\n;") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
