package points

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
)

// sourceOfJSON is a run that a seamless answer has values of.
type sourceOfJSON struct {
	Dataset     string    `json:"dataset"`
	Run         string    `json:"run"`
	Published   time.Time `json:"published"`
	Licence     string    `json:"licence"`
	Attribution string    `json:"attribution"`
}

type seamJSON struct {
	After time.Time `json:"after"`
	Time  time.Time `json:"time"`
	From  int       `json:"from"`
	To    int       `json:"to"`
	Step  *float64  `json:"step"`
}

type blendJSON struct {
	seriesJSON
	Source []*int     `json:"source"` // of each value, an index of sources; null where it is missing
	Seams  []seamJSON `json:"seams"`
}

type bestPlaceJSON struct {
	Lat       float64              `json:"lat"`
	Lon       float64              `json:"lon"`
	Elevation *float64             `json:"elevation,omitempty"`
	Cell      *answer.Cell         `json:"cell"`  // of the first source that covers the place
	Cells     []*answer.Cell       `json:"cells"` // of each source
	Times     []time.Time          `json:"times"`
	Layers    map[string]blendJSON `json:"layers"`
	Daily     *dailyJSON           `json:"daily,omitempty"`
}

type bestJSON struct {
	Dataset       string          `json:"dataset"`
	Run           string          `json:"run"` // the newest of the sources'
	Published     time.Time       `json:"published"`
	Licence       string          `json:"licence"`
	Attribution   string          `json:"attribution"`
	Interpolation string          `json:"interpolation"`
	Sources       []sourceOfJSON  `json:"sources"`
	Points        []bestPlaceJSON `json:"points,omitempty"` // else they follow, in lines
}

// best answers /api/v1/point of all datasets together.
func (h Handler) best(c *gin.Context, p url.Values) error {
	q, err := h.bestAsked(c.Request.Context(), p)
	if err != nil {
		return err
	}
	if q.format == "ndjson" {
		return h.sendBestLines(c, q)
	}
	blended, err := h.blend(c.Request.Context(), q, q.spots)
	if err != nil {
		return err
	}
	if q.format == "csv" {
		return sendBestCSV(c, q, blended)
	}
	out := bestJSON{Dataset: forecast.Best, Interpolation: q.method.String(), Sources: []sourceOfJSON{}, Points: []bestPlaceJSON{}}
	used, index := inUse(q, blended)
	if err := h.head(c, &out, used); err != nil {
		return err
	}
	for i := range blended {
		out.Points = append(out.Points, q.describe(&blended[i], index, len(used)))
	}
	return answer.JSON(c, answer.Briefly, out)
}

// inUse gives the runs that some value is of, and the place of each run among them, -1 where it is not.
func inUse(q *bestRequest, blended []blendedPlace) (used []*store.Inventory, index []int) {
	index = make([]int, len(q.runs))
	for k, run := range q.runs {
		index[k] = -1
		if slices.ContainsFunc(blended, func(b blendedPlace) bool { return b.uses(k) }) {
			index[k] = len(used)
			used = append(used, run)
		}
	}
	return used, index
}

// head says of an answer which runs it is of.
func (h Handler) head(c *gin.Context, out *bestJSON, used []*store.Inventory) error {
	var licences, credits []string
	var newest time.Time
	for _, run := range used {
		d, err := h.Store.Dataset(c.Request.Context(), run.Dataset)
		if err != nil {
			return err
		}
		out.Sources = append(out.Sources, sourceOfJSON{run.Dataset, forecast.FormatTime(run.Run), run.Published, d.Licence, d.Attribution})
		if !slices.Contains(licences, d.Licence) {
			licences = append(licences, d.Licence)
		}
		if !slices.Contains(credits, d.Attribution) {
			credits = append(credits, d.Attribution)
		}
		if run.Run.After(newest) {
			newest, out.Run = run.Run, forecast.FormatTime(run.Run)
		}
		if run.Published.After(out.Published) {
			out.Published = run.Published
		}
	}
	out.Licence, out.Attribution = strings.Join(licences, "; "), strings.Join(credits, "; ")
	return nil
}

// describe gives the answer at one place.
func (q *bestRequest) describe(b *blendedPlace, index []int, used int) bestPlaceJSON {
	out := bestPlaceJSON{
		Lat: b.spot.Lat, Lon: b.spot.Lon, Elevation: answer.Known(b.spot.Elevation),
		Cells: make([]*answer.Cell, used), Times: answer.NonNil(b.times), Layers: map[string]blendJSON{},
	}
	for k, i := range index {
		if i < 0 {
			continue
		}
		out.Cells[i] = answer.CellOf(b.answers[k])
		if out.Cell == nil {
			out.Cell = out.Cells[i]
		}
	}
	for l, layer := range q.layers {
		out.Layers[layer.Name()] = q.tell(b, l, index)
	}
	if len(q.layers) == 0 {
		out.Times = []time.Time{} // of days alone
	}
	out.Daily = q.daily(b)
	return out
}

// tell gives one layer at a place.
func (q *bestRequest) tell(b *blendedPlace, l int, index []int) blendJSON {
	of := b.layers[l]
	d := q.display(q.layers[l])
	out := blendJSON{Source: make([]*int, len(b.times)), Seams: []seamJSON{}}
	out.Units, out.Missing = d.Units, answer.Explain(of.Reasons, func() string { return "it looks wrong" })
	for _, seam := range of.seamless.Seams(b.times, of.Blend) {
		step := seam.Step
		if q.metric {
			step = float32(answer.Round(float64(step)*d.Scale, d.Decimals+2))
		}
		out.Seams = append(out.Seams, seamJSON{seam.After, seam.Time, index[of.runs[seam.From]], index[of.runs[seam.To]], answer.Known(float64(step))})
	}
	if q.step != 0 {
		out.Interpolated = make([]bool, len(b.times))
	}
	for i, from := range of.From {
		if from < 0 {
			continue
		}
		out.Source[i] = &index[of.runs[from]]
		out.Corrected = out.Corrected || of.corrected[from]
		if q.step != 0 {
			out.Interpolated[i] = !of.seamless[from].Exact(b.times[i], q.step)
		}
	}
	out.Values = q.shown(slices.Clone(of.Values), d)
	return out
}
