package views

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

// The variables of a profile at pressure levels.
var profileVariables = []string{
	"geopotential_height", "temperature", "dew_point", "relative_humidity", "specific_humidity", "wind_u_component", "wind_v_component",
	"wind_speed", "wind_direction", "vertical_velocity", "potential_temperature", "equivalent_potential_temperature",
}

// The layers of a profile near the ground, and the indices that are layers.
var (
	groundLayers = []string{
		"surface_pressure", "temperature_2m", "dew_point_2m", "relative_humidity_2m", "specific_humidity_2m",
		"wind_u_component_10m", "wind_v_component_10m", "wind_speed_10m", "wind_direction_10m", "pressure_msl", "precipitation",
	}
	indexLayers = []string{
		"cape", "convective_inhibition", "lifted_index", "showalter_index", "k_index", "total_totals_index",
		"total_column_integrated_water_vapour", "freezing_level_height", "wind_shear_1000m", "wind_shear_3000m", "wind_shear_6000m",
		"lapse_rate_850_500hPa", "lapse_rate_700_500hPa",
	}
)

type profilesJSON struct {
	originJSON
	Interpolation string            `json:"interpolation"`
	Lat           float64           `json:"lat"`
	Lon           float64           `json:"lon"`
	Cell          *answer.Cell      `json:"cell"`
	Units         map[string]string `json:"units"`    // of everything in profiles, by name
	Pressure      answer.Values     `json:"pressure"` // of the levels, from below
	Profiles      []profileJSON     `json:"profiles"`
}

type profileJSON struct {
	Time        time.Time                `json:"time"`
	Ground      map[string]*float32      `json:"ground"`
	BelowGround []bool                   `json:"below_ground"` // null where nobody knows where the ground is
	Levels      map[string]answer.Values `json:"levels"`
	Indices     []indexJSON              `json:"indices"`
	Parcels     map[string]parcelJSON    `json:"parcels"`
	Missing     map[string]string        `json:"missing,omitempty"`
}

type indexJSON struct {
	Name    string         `json:"name"`
	Title   forecast.Title `json:"title"`
	Units   string         `json:"units"`
	Value   *float32       `json:"value"`
	Missing string         `json:"missing,omitempty"`
}

// profile answers /api/v1/profile.
func (h Handler) profile(c *gin.Context) error {
	p := c.Request.URL.Query()
	v, err := h.viewOfRun(c, p)
	if err != nil {
		return err
	}
	spots, err := ask.Spots(strings.Join(p["lat"], ","), strings.Join(p["lon"], ","), "")
	if err != nil {
		return err
	}
	if len(spots) != 1 {
		return ask.Wrong("a profile is of one place: ask for each of the %d by itself", len(spots))
	}
	method, err := point.ParseMethod(p.Get("interpolation"))
	if err != nil {
		return err
	}
	if len(v.menu.Pressures()) == 0 {
		return forecast.Errorf(forecast.NotFound, "web.profile", "run %s of %s has no pressure levels to make a profile of: /api/v1/datasets/%s lists its layers",
			v.origin.Run, v.Dataset, v.Dataset)
	}
	if v.over != nil && v.over.Statistic.Kind == ensemble.Probability {
		return ask.Wrong("a probability is of one quantity, and a profile has many: ask /api/v1/point with the layer and its threshold")
	}
	return h.sendEach(c, v, func(v *view) (any, error) {
		r, err := h.readProfile(c, v, spots, method)
		if err != nil {
			return nil, err
		}
		lifts, err := h.liftsOf(c, r, spots, method)
		if err != nil {
			return nil, err
		}
		out := r.answer(lifts)
		out.Interpolation = method.String()
		return out, nil
	})
}

// profileReading is the layers of a profile, read.
type profileReading struct {
	*view
	places.Answer
	series map[forecast.Layer]point.Series // at the times of the view
	names  []string                        // the variables that any level has
	levels []float64                       // in hPa, from below
}

func (h Handler) readProfile(c *gin.Context, v *view, spots []places.Spot, method point.Method) (*profileReading, error) {
	r := &profileReading{view: v, series: map[forecast.Layer]point.Series{}, levels: v.menu.Pressures()}
	var layers []forecast.Layer
	for _, name := range profileVariables {
		before := len(layers)
		for _, p := range r.levels {
			if l := onLevel(name, p); v.menu.Has(l) && v.check(l) == nil {
				layers = append(layers, l)
			}
		}
		if len(layers) > before {
			r.names = append(r.names, name)
		}
	}
	for _, name := range slices.Concat(groundLayers, indexLayers) {
		if l := layerNamed(name); v.menu.Has(l) && v.check(l) == nil {
			layers = append(layers, l)
		}
	}
	answers, err := h.readView(c, v, layers, spots, method)
	if err != nil {
		return nil, err
	}
	r.Answer = answers[0]
	for _, series := range r.Series {
		r.series[series.Layer] = series.Own(v.times)
	}
	return r, nil
}

func onLevel(variable string, hPa float64) forecast.Layer {
	return forecast.Layer{Variable: forecast.VariableNamed(variable), Level: forecast.PressureLevel(hPa)}
}

// layerNamed gives the layer of a name that is written in this program.
func layerNamed(name string) forecast.Layer {
	l, err := forecast.ParseLayer(name)
	if err != nil {
		panic(err)
	}
	return l
}

// at gives a layer's value at a time of the view in SI units, NaN where it is missing or no layer.
func (r *profileReading) at(l forecast.Layer, t int) float64 {
	if s, ok := r.series[l]; ok {
		return float64(s.Values[t])
	}
	return math.NaN()
}

func (r *profileReading) answer(lifts []*lift) profilesJSON {
	pressure := forecast.VariableNamed("surface_pressure")
	out := profilesJSON{
		originJSON: r.origin, Lat: r.Lat, Lon: r.Lon, Cell: answer.CellOf(r.Answer),
		Units: map[string]string{"pressure": r.display(pressure).Units, "elevation": "m"}, Profiles: []profileJSON{},
	}
	for _, p := range r.levels {
		out.Pressure = append(out.Pressure, float32(r.convert(pressure, p*100)))
	}
	for _, name := range r.names {
		out.Units[name] = r.display(r.as(onLevel(name, r.levels[0])).Variable).Units
	}
	for _, name := range groundLayers {
		if l := layerNamed(name); r.menu.Has(l) {
			out.Units[name] = r.display(r.as(l).Variable).Units
		}
	}
	for t := range r.times {
		out.Profiles = append(out.Profiles, r.profileAt(t, lifts))
	}
	return out
}

func (r *profileReading) profileAt(t int, lifts []*lift) profileJSON {
	out := profileJSON{Time: r.times[t], Ground: map[string]*float32{}, Levels: map[string]answer.Values{}, Missing: map[string]string{}}
	for _, name := range r.names {
		as := r.as(onLevel(name, r.levels[0])).Variable
		column, reasons := make(answer.Values, len(r.levels)), make([]point.Reason, len(r.levels))
		for k, p := range r.levels {
			l := onLevel(name, p)
			column[k], reasons[k] = float32(math.NaN()), point.NotThere
			if s, ok := r.series[l]; ok {
				column[k], reasons[k] = float32(r.convert(as, float64(s.Values[t]))), s.Reasons[t]
			}
		}
		out.Levels[name] = column
		if why := answer.ExplainAmong("levels", reasons, r.whyQuarantined(onLevel(name, r.levels[0]))); why != "" {
			out.Missing[name] = why
		}
	}
	for _, name := range groundLayers {
		l := layerNamed(name)
		s, ok := r.series[l]
		if !ok {
			continue
		}
		out.Ground[name] = answer.Known32(r.convert(r.as(l).Variable, float64(s.Values[t])))
		if why := s.Reasons[t]; why != point.Present {
			out.Missing[name] = r.why(l, why)
		}
	}
	r.addLifted(&out, t, lifts)
	return out
}

func (r *profileReading) why(l forecast.Layer, reason point.Reason) string {
	if reason == point.Quarantined {
		return reason.String() + ": " + r.whyQuarantined(l)()
	}
	return reason.String()
}

// indexLayersAt gives the indices that the run has as layers: the map has the same numbers.
func (r *profileReading) indexLayersAt(t int) (out []indexJSON) {
	for _, name := range indexLayers {
		l := layerNamed(name)
		s, ok := r.series[l]
		if !ok {
			continue
		}
		i := indexJSON{Name: name, Title: l.Title(), Units: r.display(r.as(l).Variable).Units, Value: answer.Known32(r.convert(r.as(l).Variable, float64(s.Values[t])))}
		if s.Reasons[t] != point.Present {
			i.Missing = r.why(l, s.Reasons[t])
		}
		out = append(out, i)
	}
	return out
}
