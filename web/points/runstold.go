package points

import (
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/places"
)

// describeRuns gives the answer at one place, from each run's: the newest says what place it is.
func describeRuns(asks []*request, byRun [][]places.Answer) runsPlaceJSON {
	a := byRun[0][0]
	out := runsPlaceJSON{a.Lat, a.Lon, answer.Known(a.Spot.Elevation), answer.CellOf(a), map[string]ofRunsJSON{}}
	for k, p := range asks[0].picks {
		for i, l := range p.layers {
			var of []point.Timed
			for r := range asks {
				of = append(of, byRun[r][k].Series[i])
			}
			told := tellRuns(asks, of, p)
			told.Corrected = byRun[0][k].Corrected[i]
			out.Layers[l.Name()+p.suffix] = told
		}
	}
	return out
}

// tellRuns gives one layer of all runs.
func tellRuns(asks []*request, of []point.Timed, p pick) ofRunsJSON {
	q, layer := asks[0], p.as(of[0].Layer)
	d := q.display(layer)
	out := ofRunsJSON{Units: d.Units, Count: make([]int, len(q.times))}
	why, runs := make([]string, len(of)), [][]float32(nil)
	for r, series := range q.ontoAll(of) {
		if q.step != 0 {
			out.Interpolated = append(out.Interpolated, q.between(of[r]))
		}
		why[r] = asks[r].explain(of[r].Layer, series)
		runs = append(runs, series.Values)
		for t, v := range series.Values {
			if v == v {
				out.Count[t]++
			}
		}
	}
	if slices.ContainsFunc(why, func(s string) bool { return s != "" }) {
		out.Missing = why
	}
	out.summarise(q, runs, layer)
	for _, run := range runs {
		out.Runs = append(out.Runs, q.shown(run, d))
	}
	return out
}

// ontoAll gives the series of several runs at the times asked for. Amounts at the runs' own times are
// those over the same time.
func (q *request) ontoAll(of []point.Timed) []point.Series {
	if q.step == 0 {
		return point.Together(of, q.times)
	}
	out := make([]point.Series, len(of))
	for i, s := range of {
		out[i] = s.Onto(q.times, q.step)
	}
	return out
}

// summarise adds the lagged ensemble's statistics: none of codes, of directions the mean alone.
func (out *ofRunsJSON) summarise(q *request, runs [][]float32, l forecast.Layer) {
	if point.IsCode(l.Variable) {
		return
	}
	direction := l.Variable.Shape == forecast.Direction
	told := func(s ensemble.Statistic) answer.Values {
		return q.shown(s.Lagged(runs, direction), q.display(s.Of(l)))
	}
	if out.Mean = told(ensemble.Statistic{Kind: ensemble.Mean}); direction {
		return
	}
	percentile := func(p float64) answer.Values { return told(ensemble.Statistic{Kind: ensemble.Percentile, Percent: p}) }
	out.Spread = told(ensemble.Statistic{Kind: ensemble.Spread})
	out.Min, out.P10, out.P90, out.Max = percentile(0), percentile(10), percentile(90), percentile(100)
}

// sendRunsCSV answers with a row a place, run and time, nothing where a value is missing.
func sendRunsCSV(c *gin.Context, asks []*request, byRun [][][]places.Answer) error {
	q := asks[0]
	out := []byte("lat,lon,run,lead_hours,time")
	for _, p := range q.picks {
		for _, l := range p.layers {
			out = append(out, ","+l.Name()+p.suffix+" ("+q.display(p.as(l)).Units+")"...)
		}
	}
	out = append(out, '\n')
	for i := range q.spots {
		out = rowsOfRuns(out, asks, describeRuns(asks, at(byRun, i)))
	}
	c.Header("Content-Disposition", `attachment; filename="`+q.run.Dataset+`-runs.csv"`)
	return answer.Send(c, answer.Briefly, answer.CSV, out)
}

func rowsOfRuns(out []byte, asks []*request, place runsPlaceJSON) []byte {
	for r, q := range asks {
		lead := leads(q)
		for t, at := range q.times {
			out = strconv.AppendFloat(out, place.Lat, 'f', -1, 64)
			out = strconv.AppendFloat(append(out, ','), place.Lon, 'f', -1, 64)
			out = append(out, ","+forecast.FormatTime(q.run.Run)+","...)
			out = appendKnown(out, lead[t])
			out = at.UTC().AppendFormat(append(out, ','), "2006-01-02T15:04:05Z")
			for _, p := range q.picks {
				for _, l := range p.layers {
					out = appendKnown(append(out, ','), place.Layers[l.Name()+p.suffix].Runs[r][t])
				}
			}
			out = append(out, '\n')
		}
	}
	return out
}
