package power

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// turbineJSON is how turbines are written: powers in kW, lengths in m, speeds in m/s.
type turbineJSON struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Manufacturer string       `json:"manufacturer,omitempty"`
	RatedKW      float64      `json:"rated_power_kW"`
	HubHeight    float64      `json:"hub_height_m,omitempty"`
	Rotor        float64      `json:"rotor_diameter_m,omitempty"`
	CutIn        float64      `json:"cut_in_m_s,omitempty"`
	CutOut       float64      `json:"cut_out_m_s,omitempty"`
	Restart      float64      `json:"restart_m_s,omitempty"`
	Curve        [][2]float64 `json:"curve"`
	Source       string       `json:"source,omitempty"`
	Licence      string       `json:"licence,omitempty"`
}

func (j turbineJSON) turbine() (*Turbine, error) {
	if !ValidName(j.ID) {
		return nil, forecast.Errorf(forecast.Invalid, "power.Turbine", "turbine id %q: write 1 to 64 letters, digits, dots, hyphens and underscores", j.ID)
	}
	var speeds, powers []float64
	for _, p := range j.Curve {
		speeds, powers = append(speeds, p[0]), append(powers, p[1]*1000)
	}
	curve, err := NewCurve(speeds, powers)
	if err != nil {
		return nil, forecast.Errorf(forecast.Invalid, "power.Turbine", "turbine %s: %s", j.ID, forecast.DetailOf(err))
	}
	t := &Turbine{
		ID: j.ID, Name: j.Name, Manufacturer: j.Manufacturer, Rated: j.RatedKW * 1000,
		HubHeight: j.HubHeight, Rotor: j.Rotor, CutIn: j.CutIn, CutOut: j.CutOut, Restart: j.Restart,
		Curve: curve, Source: j.Source, Licence: j.Licence,
	}
	return t, t.Check()
}

// MarshalJSON writes a turbine as ParseTurbine reads it.
func (t *Turbine) MarshalJSON() ([]byte, error) {
	j := turbineJSON{
		ID: t.ID, Name: t.Name, Manufacturer: t.Manufacturer, RatedKW: t.Rated / 1000, HubHeight: t.HubHeight,
		Rotor: t.Rotor, CutIn: t.CutIn, CutOut: t.CutOut, Restart: t.Restart, Source: t.Source, Licence: t.Licence,
	}
	for i, v := range t.Curve.speeds {
		j.Curve = append(j.Curve, [2]float64{v, t.Curve.powers[i] / 1000})
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads and checks a turbine.
func (t *Turbine) UnmarshalJSON(data []byte) error {
	var j turbineJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return forecast.Errorf(forecast.Invalid, "power.ParseTurbine", "the turbine is not the JSON that docs/power.md shows: %s", err.Error())
	}
	if j.ID == "" {
		j.ID = "own"
	}
	read, err := j.turbine()
	if err == nil {
		*t = *read
	}
	return err
}

// ParseTurbine reads a turbine: JSON as docs/power.md shows it, or a power curve alone as CSV with
// columns wind_speed and power_kW (or power_W, power_MW). It fails with kind Invalid and says where.
func ParseTurbine(data []byte) (*Turbine, error) {
	if text := bytes.TrimLeft(data, " \t\r\n\ufeff"); len(text) > 0 && text[0] == '{' {
		t := &Turbine{}
		return t, t.UnmarshalJSON(text)
	}
	speeds, powers, err := parseCurve(data)
	if err != nil {
		return nil, err
	}
	curve, err := NewCurve(speeds, powers)
	if err != nil {
		return nil, err
	}
	t := &Turbine{ID: "own", Name: "own curve", Curve: curve}
	return t, t.Check()
}

// powerUnits gives W of the units that columns are named for.
var powerUnits = map[string]float64{"power_w": 1, "power_kw": 1e3, "power_mw": 1e6}

func parseCurve(data []byte) (speeds, powers []float64, err error) {
	bad := func(format string, args ...any) ([]float64, []float64, error) {
		return nil, nil, forecast.Errorf(forecast.Invalid, "power.ParseTurbine", format, args...)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comment, r.TrimLeadingSpace = '#', true
	header, err := r.Read()
	if err != nil {
		return bad("the power curve has no header: begin with wind_speed,power_kW")
	}
	speedAt, powerAt, unit := -1, -1, 1.0
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		if scale, ok := powerUnits[name]; ok {
			powerAt, unit = i, scale
		}
		if name == "wind_speed" || name == "speed" {
			speedAt = i
		}
	}
	if speedAt < 0 || powerAt < 0 {
		return bad("the power curve's columns are %s: name them wind_speed and power_kW (or power_W, power_MW)", strings.Join(header, ", "))
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return speeds, powers, nil
		}
		if err != nil {
			return bad("the power curve is not CSV: %s", err.Error())
		}
		line, _ := r.FieldPos(0)
		v, err1 := strconv.ParseFloat(strings.TrimSpace(record[speedAt]), 64)
		p, err2 := strconv.ParseFloat(strings.TrimSpace(record[powerAt]), 64)
		if err1 != nil || err2 != nil {
			return bad("line %d of the power curve: %q and %q are not two numbers", line, record[speedAt], record[powerAt])
		}
		speeds, powers = append(speeds, v), append(powers, p*unit)
	}
}

// ValidName says whether s may name a turbine or a portfolio: 1 to 64 letters, digits, dots,
// hyphens and underscores, the first a letter or digit.
func ValidName(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && (i == 0 || !strings.ContainsRune("._-", rune(c))) {
			return false
		}
	}
	return true
}
