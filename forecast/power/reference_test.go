package power

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"testing"
)

// reference is testdata/reference.json: what windpowerlib computes from the year in berlin-2017.i16.
type reference struct {
	Measurements map[string]struct{ Scale, Offset float64 }
	Cases        []referenceCase
}

type referenceCase struct {
	Name            string
	Turbine         string
	HubHeight       float64      `json:"hub_height_m"`
	Rated           float64      `json:"rated_W"`
	Factor          float64      `json:"capacity_factor"`
	FactorOfDensity float64      `json:"capacity_factor_density"`
	Curve           [][2]float64 // m/s and W; none where Turbine is in the library
	Hours           []struct {
		Index   int
		Power   float64 `json:"power_W"`
		Density float64 `json:"power_density_W"`
	}
}

// turbine is one of the library, or made of the case's own curve.
func (c *referenceCase) turbine(t *testing.T) *Turbine {
	t.Helper()
	if c.Turbine != "" {
		found, err := Turbines(nil).Find(c.Turbine)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	var v, p []float64
	for _, point := range c.Curve {
		v, p = append(v, point[0]), append(p, point[1])
	}
	curve, err := NewCurve(v, p)
	if err != nil {
		t.Fatal(err)
	}
	out := &Turbine{ID: c.Name, Curve: curve}
	if err := out.Check(); err != nil {
		t.Fatal(err)
	}
	return out
}

func readReference(t testing.TB) (ref reference, year map[string][]float64) {
	t.Helper()
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &ref); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/berlin-2017.i16")
	if err != nil {
		t.Fatal(err)
	}
	year = map[string][]float64{}
	for i := range len(raw) / 2 {
		name := []string{"u100", "v100", "fsr", "t2m", "sp"}[i%5]
		m := ref.Measurements[name]
		year[name] = append(year[name], float64(int16(binary.LittleEndian.Uint16(raw[2*i:])))*m.Scale+m.Offset)
	}
	return ref, year
}

// TestReference compares a year of five turbines with windpowerlib: every hour that it tells to a
// thousandth of a percent (0.1 % is asked for), the capacity factor too.
func TestReference(t *testing.T) {
	ref, year := readReference(t)
	n := len(year["sp"])
	if n != 8760 || len(ref.Cases) != 5 {
		t.Fatalf("%d hours, %d turbines", n, len(ref.Cases))
	}
	for _, c := range ref.Cases {
		turbine := c.turbine(t)
		speed, density := make([]float32, n), make([]float32, n)
		for i := range n {
			speed[i] = float32(math.Hypot(year["u100"][i], year["v100"][i]) * LogLaw(100, c.HubHeight, year["fsr"][i]))
			density[i] = float32(HubDensity(IdealGas, year["sp"][i], c.HubHeight, HubTemperature(year["t2m"][i], 2, c.HubHeight), 0))
		}
		plain, corrected := make([]float32, n), make([]float32, n)
		turbine.Power(plain, speed, nil)
		turbine.Power(corrected, speed, density)
		near := func(what string, got, want float64) {
			t.Helper()
			if math.Abs(got-want) > 1e-5*want {
				t.Errorf("%s %s: %g, want %g", c.Name, what, got, want)
			}
		}
		for _, h := range c.Hours {
			near("power", float64(plain[h.Index]), h.Power)
			near("power by density", float64(corrected[h.Index]), h.Density)
		}
		near("capacity factor", mean(plain)/c.Rated, c.Factor)
		near("capacity factor by density", mean(corrected)/c.Rated, c.FactorOfDensity)
	}
}

func mean(values []float32) float64 {
	sum := 0.0
	for _, v := range values {
		sum += float64(v)
	}
	return sum / float64(len(values))
}
