package forecast

import (
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		got, err := ParseTime(text)
		if err != nil || FormatTime(got) != want {
			t.Errorf("ParseTime(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"20261123T0600Z", "2026-11-23T06:00:00Z", "2026-11-23T06:00Z", "2026-11-23T06", "2026-11-23 06:00",
		"20261123T060000Z", "2026112306", "2026-11-23T14:00:00+08:00", "2026-11-23T14:00+08", "20261123T0100-0500",
	} {
		f(text, "20261123T0600Z")
	}
	f("2026-11-23", "20261123T0000Z")
}

func TestParseTimeRefuses(t *testing.T) {
	for _, text := range []string{"", "latest", "2026", "20261323T0000Z", "2026-11-23T06:00+99:00", "2026-11-23T06:00+", "12", "T"} {
		if got, err := ParseTime(text); KindOf(err) != Invalid || err == nil {
			t.Errorf("ParseTime(%q) = %v, %v", text, got, err)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	f.Add("2026-11-23T14:00+08")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseTime(text)
		if err == nil && got.Location() != time.UTC {
			t.Errorf("ParseTime(%q) is in %v", text, got.Location())
		}
	})
}

func TestLayerNames(t *testing.T) {
	f := func(name, variable string, level Level, label string) {
		t.Helper()
		l, err := ParseLayer(name)
		if err != nil {
			t.Fatal(err)
		}
		if l.Variable.Name != variable || l.Level != level || l.Level.String() != label || l.Name() != name {
			t.Errorf("%s: variable %s, level %+v %q, name %s", name, l.Variable.Name, l.Level, l.Level.String(), l.Name())
		}
	}
	f("temperature_2m", "temperature", HeightAbove(2), "2 m")
	f("wind_850hPa", "wind", PressureLevel(850), "850 hPa")
	f("wind_u_component_100m", "wind_u_component", HeightAbove(100), "100 m")
	f("pressure_msl", "pressure_msl", Level{}, "")
	f("temperature_0.5hPa", "temperature", PressureLevel(0.5), "0.5 hPa")
	f("thickness_1000_500hPa", "thickness", Between(1000, 500), "1000–500 hPa")
	f("precipitation_24h", "precipitation", Level{}, "")
	f("capacity_factor_iea-3.4mw-130", CapacityFactor, Level{}, "")
	f("capacity_factor_iea-3.4mw-130_140m", CapacityFactor, HeightAbove(140), "140 m")
}

func TestLayerNamesRefused(t *testing.T) {
	for _, name := range []string{"", "temp_2m", "temperature_", "temperature_m", "temperature_-2m", "temperature_02m", "temperature_2.0m", "temperature_1e3hPa", "temperature_InfhPa", "temperature_NaNm", "../x", "thickness_500_1000hPa", "thickness_500_500hPa", "thickness_1e3_500hPa", "thickness_InfhPa_500hPa", "thickness_2_10m", "precipitation_0h", "precipitation_06h", "precipitation_9999h", "temperature_24h", "capacity_factor_", "capacity_factor__100m", "capacity_factor_iea_3", "capacity_factor_IEA", "capacity_factor_iea_24h"} {
		if l, err := ParseLayer(name); KindOf(err) != NotFound || err == nil {
			t.Errorf("ParseLayer(%q) = %s, %v", name, l.Name(), err)
		}
	}
}

func FuzzParseLayer(f *testing.F) {
	f.Add("temperature_850hPa")
	f.Add("capacity_factor_iea-3.4mw-130_140m")
	f.Fuzz(func(t *testing.T, name string) {
		if l, err := ParseLayer(name); err == nil && l.Name() != name {
			t.Errorf("%q reads as %q", name, l.Name())
		}
	})
}

func TestCompareLayers(t *testing.T) {
	want := []string{"thickness_1000_500hPa", "thickness_850_500hPa", "precipitation", "precipitation_6h", "precipitation_24h"}
	want = append([]string{"temperature_2m", "temperature_1000hPa", "temperature_50hPa", "wind_10m", "pressure_msl"}, want...)
	var layers []Layer
	for _, name := range want {
		l, err := ParseLayer(name)
		if err != nil {
			t.Fatal(err)
		}
		layers = append([]Layer{l}, layers...)
	}
	slices.SortFunc(layers, CompareLayers)
	for i, l := range layers {
		if l.Name() != want[i] {
			t.Errorf("place %d is %s, want %s", i, l.Name(), want[i])
		}
	}
}

// TestVariables holds what every entry of the table must have.
func TestVariables(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range Variables() {
		if seen[v.Name] || v.Title.EN == "" || v.Title.ZH == "" || v.Units == "" || v.StandardName == "" || v.Display.Scale == 0 {
			t.Errorf("variable %q is incomplete or there twice: %+v", v.Name, v)
		}
		if !(v.Min < v.Max) || !(v.Step > 0) || v.Relative < 0 {
			t.Errorf("variable %s: range %g to %g, step %g, relative %g", v.Name, v.Min, v.Max, v.Step, v.Relative)
		}
		seen[v.Name] = true
	}
}

// TestStandardHeight compares with the tables of the ICAO standard atmosphere (Doc 7488/3).
func TestStandardHeight(t *testing.T) {
	f := func(hPa, want float64) {
		t.Helper()
		if got := StandardHeight(hPa); math.Abs(got-want) > 5 {
			t.Errorf("%g hPa lies at %g m, want %g", hPa, got, want)
		}
	}
	f(1013.25, 0)
	f(850, 1457)
	f(500, 5574)
	f(226.32, 11000)
	f(100, 16180)
	f(50, 20576)
	f(10, 31055)
}

func TestErrors(t *testing.T) {
	err := Errorf(NotFound, "op", "no %s: %w", "file", io.EOF)
	if KindOf(err) != NotFound || DetailOf(err) != "no file: EOF" || !errors.Is(err, io.EOF) || !strings.HasPrefix(err.Error(), "op: ") {
		t.Errorf("error %v, kind %v, detail %q", err, KindOf(err), DetailOf(err))
	}
	if KindOf(io.EOF) != Internal || DetailOf(io.EOF) != "" {
		t.Error("a foreign error has a kind")
	}
}

func TestValidID(t *testing.T) {
	for _, id := range []string{"fengwu", "fengwu-ghr", "9km"} {
		if !ValidID(id) {
			t.Errorf("%q is refused", id)
		}
	}
	for _, id := range []string{"", "-a", "best", "FengWu", "a/b", "..", "a.b", "风乌", strings.Repeat("a", 65)} {
		if ValidID(id) {
			t.Errorf("%q is taken", id)
		}
	}
}

func TestDepths(t *testing.T) {
	f := func(l Layer, name, level, title string) {
		t.Helper()
		if l.Name() != name || l.Level.String() != level || l.Title().EN != title {
			t.Errorf("%s, %s, %s; want %s, %s, %s", l.Name(), l.Level, l.Title().EN, name, level, title)
		}
		if got, err := ParseLayer(name); err != nil || got != l {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	salinity := VariableNamed("sea_water_salinity")
	f(Layer{Variable: salinity, Level: DepthBelow(50)}, "sea_water_salinity_50m_depth", "50 m depth", "Salinity 50 m depth")
	f(Layer{Variable: salinity, Level: DepthBelow(0.494)}, "sea_water_salinity_0.494m_depth", "0.494 m depth", "Salinity 0.494 m depth")
	for _, name := range []string{"sea_water_salinity_050m_depth", "sea_water_salinity_depth", "sea_water_salinity_50hPa_depth", "_50m_depth"} {
		if l, err := ParseLayer(name); err == nil {
			t.Errorf("%s was read as %v", name, l)
		}
	}
	above, below := Layer{Variable: salinity, Level: DepthBelow(5)}, Layer{Variable: salinity, Level: DepthBelow(10)}
	if CompareLayers(above, below) >= 0 || CompareLayers(Layer{Variable: salinity}, above) >= 0 {
		t.Error("depths are not listed from above")
	}
}
