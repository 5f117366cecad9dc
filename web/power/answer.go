package power

import (
	"slices"
	"strconv"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/web/answer"
)

// The shapes of answers about power; docs/http.md describes them.

type energyJSON struct {
	Date     string  `json:"date"`
	MWh      float64 `json:"energy_MWh"`
	Hours    float64 `json:"hours"`
	Complete bool    `json:"complete"` // the forecast covers the whole day
}

type rampJSON struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Change float64   `json:"change_MW"`
}

type sumJSON struct {
	Capacity float64       `json:"capacity_MW"`
	Power    answer.Values `json:"power_MW"`
	P10      answer.Values `json:"p10_MW,omitempty"`
	P50      answer.Values `json:"p50_MW,omitempty"`
	P90      answer.Values `json:"p90_MW,omitempty"`
	Energy   []energyJSON  `json:"energy"`
	Rise     *rampJSON     `json:"largest_rise"` // null where power never rises, or no two times are within the window
	Fall     *rampJSON     `json:"largest_fall"`
	Missing  string        `json:"missing,omitempty"`
}

type farmJSON struct {
	Name     string        `json:"name"`
	Group    string        `json:"group,omitempty"`
	Lat      float64       `json:"lat"`
	Lon      float64       `json:"lon"`
	Kind     string        `json:"kind"`
	Turbine  string        `json:"turbine,omitempty"`
	Hub      float64       `json:"hub_height_m,omitempty"`
	Tilt     *float64      `json:"tilt_deg,omitempty"`
	Azimuth  *float64      `json:"azimuth_deg,omitempty"`
	Capacity float64       `json:"capacity_MW"`
	Power    answer.Values `json:"power_MW"`
	Missing  string        `json:"missing,omitempty"`

	Speed       answer.Values `json:"wind_speed_m_s,omitempty"`
	Density     answer.Values `json:"air_density_kg_m3,omitempty"`
	Temperature answer.Values `json:"temperature_K,omitempty"`
}

type hubJSON struct {
	Height  float64 `json:"hub_height_m"`
	Wind    string  `json:"wind"`
	Density string  `json:"density"`
}

type farmsJSON struct {
	Dataset       string             `json:"dataset"`
	Run           string             `json:"run"`
	Published     time.Time          `json:"published"`
	Licence       string             `json:"licence"`
	Attribution   string             `json:"attribution"`
	Interpolation string             `json:"interpolation"`
	Method        []hubJSON          `json:"method,omitempty"`
	Solar         string             `json:"solar_method,omitempty"`
	Turbulence    float64            `json:"turbulence,omitempty"`
	Correction    float64            `json:"correction,omitempty"`
	Zone          string             `json:"zone"`
	Window        float64            `json:"ramp_hours"`
	Lagged        []string           `json:"lagged_runs,omitempty"`
	Members       []int              `json:"members,omitempty"`
	Times         []time.Time        `json:"times"`
	Total         sumJSON            `json:"total"`
	Groups        map[string]sumJSON `json:"groups,omitempty"`
	Farms         []farmJSON         `json:"farms,omitempty"`
}

// computed is what was computed, to be told.
type computed struct {
	farms    []power.Farm
	out      *power.Output
	ensemble variants
	q        request
}

// several says whether quantiles are told.
func (a computed) several() bool { return a.q.lags > 1 || a.q.all }

func (a computed) describe() farmsJSON {
	out := farmsJSON{
		Interpolation: a.q.model.Method.String(), Method: methods(a.out.Hubs), Solar: a.out.Solar, Turbulence: a.q.model.Turbulence, Correction: a.q.model.Correction,
		Zone: a.q.zone.String(), Window: a.q.window.Hours(), Times: answer.NonNil(a.q.times), Total: a.sum(a.out.All()),
	}
	out.Lagged, out.Members = a.laggedRuns(), a.ensemble.members
	if a.q.detail == "total" {
		return out
	}
	if groups := power.Groups(a.farms); len(groups) > 0 {
		out.Groups = map[string]sumJSON{}
		for name, farms := range groups {
			out.Groups[name] = a.sum(farms)
		}
	}
	if a.q.detail == "groups" {
		return out
	}
	out.Farms = make([]farmJSON, len(a.farms))
	for i := range a.farms {
		out.Farms[i] = a.farm(i)
	}
	return out
}

// laggedRuns names the runs that quantiles are of, none where there are no quantiles.
func (a computed) laggedRuns() (out []string) {
	if a.q.lags > 1 {
		for _, run := range a.ensemble.runs {
			out = append(out, forecast.FormatTime(run))
		}
	}
	return out
}

// methods tells each way once.
func methods(hubs []*power.Hub) (out []hubJSON) {
	for _, h := range hubs {
		if h == nil {
			continue // a solar plant
		}
		told := hubJSON{h.Height, h.Wind, h.Density}
		if !slices.Contains(out, told) {
			out = append(out, told)
		}
	}
	return out
}

func (a computed) farm(i int) farmJSON {
	f := &a.farms[i]
	out := farmJSON{
		Name: f.Name, Group: f.Group, Kind: "wind", Lat: f.Place.Lat, Lon: f.Place.Lon, Hub: f.HubHeight,
		Capacity: answer.Round(f.Capacity/1e6, 6), Power: megawatts(a.out.Farms[i]), Missing: explainMissing(a.out.Farms[i]),
	}
	if f.Solar != nil {
		out.Kind, out.Tilt, out.Azimuth = "solar", &f.Solar.Tilt, &f.Solar.Azimuth
	} else {
		out.Turbine = f.Turbine.ID
	}
	if at := a.out.At[i]; at != nil {
		out.Speed, out.Density, out.Temperature = at.Speed, at.Density, at.Temperature
	}
	return out
}

func (a computed) sum(farms []int) sumJSON {
	total := a.out.Sum(farms)
	out := sumJSON{Power: megawatts(total), Missing: explainMissing(total), Energy: []energyJSON{}}
	for _, i := range farms {
		out.Capacity += a.farms[i].Capacity
	}
	out.Capacity = answer.Round(out.Capacity/1e6, 6)
	if a.several() {
		q := a.ensemble.quantiles(farms, 0.1, 0.5, 0.9)
		out.P10, out.P50, out.P90 = megawatts(q[0]), megawatts(q[1]), megawatts(q[2])
	}
	out.Energy = describeDays(a.energy(farms))
	if rise, fall, ok := power.Ramps(a.q.times, total, a.q.window); ok {
		out.Rise, out.Fall = describeRamp(rise, rise.Change > 0), describeRamp(fall, fall.Change < 0)
	}
	return out
}

// energy integrates the power of turbines from time to time, and that of solar plants, which are
// means, over the time before each.
func (a computed) energy(farms []int) []power.Day {
	var turbines, plants []int
	for _, i := range farms {
		if a.farms[i].Solar != nil {
			plants = append(plants, i)
		} else {
			turbines = append(turbines, i)
		}
	}
	if plants == nil {
		return power.Energy(a.q.times, a.out.Sum(turbines), a.q.zone)
	}
	means := power.EnergyOfMeans(a.out.Since, a.q.times, a.out.Sum(plants), a.q.zone)
	if turbines == nil {
		return means
	}
	return power.AddDays(power.Energy(a.q.times, a.out.Sum(turbines), a.q.zone), means)
}

func describeDays(days []power.Day) []energyJSON {
	out := []energyJSON{}
	for _, d := range days {
		out = append(out, energyJSON{d.Date, answer.Round(d.Energy/3.6e9, 6), answer.Round(d.Hours, 4), d.Hours > d.Length-1e-6})
	}
	return out
}

func describeRamp(r power.Ramp, there bool) *rampJSON {
	if !there {
		return nil
	}
	return &rampJSON{r.From, r.To, answer.Round(r.Change/1e6, 6)}
}

// explainMissing says at how many times a power is missing.
func explainMissing(w []float32) string {
	n := 0
	for _, v := range w {
		if v != v {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return "the weather it needs is not in this run, has not arrived yet, or is a mean over time before the run, at " + strconv.Itoa(n) + " of " + strconv.Itoa(len(w)) + " times"
}
