package cf

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// globe is a file with a grid round the globe and nothing else.
func globe(path string) *fake {
	f := &fake{path: path, attrs: map[string]Attr{}, numbers: map[string][]float64{}, strings: map[string][]string{}}
	f.coordinate("lat", []float64{90, 45, 0, -45, -90}, "units", "degrees_north")
	return f.coordinate("lon", []float64{0, 45, 90, 135, 180, 225, 270, 315}, "units", "degrees_east")
}

// wave has mean 0 and deviation 1 over 40 nodes.
func wave(i int) float64 { return math.Sqrt2 * math.Sin(2*math.Pi*float64(i)/40) }

// array adds a data array of channels whose values are those of the named ones, a little off.
func (f *fake) array(dim string, names []string) *fake {
	f.scalarOn([]Dim{{"time", 2}, {dim, len(names)}, {"lat", 5}, {"lon", 8}}, "data", nil)
	f.block = func(start, count []int) []float32 {
		var out []float32
		for c := start[1]; c < start[1]+count[1]; c++ {
			k := climates[names[c]]
			for i := range 40 {
				out = append(out, float32(k.mean+k.std*(0.2+0.9*wave(i))))
			}
		}
		return out
	}
	return f
}

func timedGlobe() *fake {
	return globe("x.nc").coordinate("time", []float64{0, 6}, "units", "hours since 2026-11-23 00:00:00")
}

func TestUnlabelledChannels(t *testing.T) {
	f := func(o order, dim, wantDataset string) {
		t.Helper()
		file := timedGlobe().array(dim, o.channels)
		file.path = "/data/other/x.nc"
		p := mustRead(t, file)
		if p.Dataset.ID != wantDataset || len(p.LeftOut) > 1 {
			t.Errorf("%s: dataset %s, left out %v", o.name, p.Dataset.ID, p.LeftOut)
		}
		if notes := strings.Join(p.Notes, "; "); !strings.Contains(notes, "taken in "+o.name+" order") {
			t.Errorf("%s: notes %s", o.name, notes)
		}
		for _, plane := range p.Takes[0].Planes {
			want := o.channels[plane.Index]
			if got := channelName(plane.Layer); got != want {
				t.Errorf("%s: %s is taken as %s", o.name, want, got)
			}
		}
	}
	f(orders[0], "channel", "fengwu")
	f(orders[0], "dim_1", "fengwu")
	f(orders[1], "channel", "other")
	f(orders[2], "features", "other")
	f(orders[3], "channel", "fengwu-ghr")
	f(orders[4], "channel", "fengwu-ghr")
}

// channelName is the family's name of a layer.
func channelName(l forecast.Layer) string {
	short := map[string]string{
		"geopotential_height": "z", "specific_humidity": "q", "wind_u_component": "u", "wind_v_component": "v", "temperature": "t",
		"vertical_velocity": "w", "pressure_msl": "msl", "surface_pressure": "sp", "cloud_cover": "tcc", "precipitation": "tp6h",
		"net_shortwave_radiation": "ssr6h",
	}[l.Variable.Name]
	value := strconv.FormatFloat(l.Level.Value, 'g', -1, 64)
	switch {
	case l.Level.Kind == forecast.Pressure:
		return short + "_" + value
	case short == "t":
		return "t2m"
	case l.Level.Kind == forecast.Height:
		return short + value
	}
	return short
}

func TestUnlabelledChannelsRefused(t *testing.T) {
	f := func(want string, names ...string) {
		t.Helper()
		wantRefused(t, timedGlobe().array("channel", names), want)
	}
	swapped := slices.Clone(fengwuOrder.channels)
	for i := range 13 { // u and v exchanged
		swapped[30+i], swapped[43+i] = swapped[43+i], swapped[30+i]
	}
	f("is no u_200", swapped...)
	upsideDown := slices.Clone(fengwuOrder.channels)
	slices.Reverse(upsideDown[43:56])
	f("is no v_", upsideDown...)
	f("in no known order", channelsOf("u10 v10 t2m msl z* q* u* v* t*", upward)...)
	f("no known order has as many", fengwuOrder.channels[:60]...)

	regional := timedGlobe().array("channel", fengwuOrder.channels)
	regional.numbers["lat"] = []float64{50, 40, 30, 20, 10}
	wantRefused(t, regional, "whole globe")
	empty := timedGlobe().array("channel", fengwuOrder.channels)
	empty.block = func(_, count []int) []float32 { return make([]float32, count[1]*40) }
	wantRefused(t, empty, "missing, constant or infinite")
	units := timedGlobe().array("channel", fengwuOrder.channels)
	units.block = func(_, count []int) (out []float32) {
		for i := range count[1] * 40 {
			out = append(out, float32(wave(i)))
		}
		return out
	}
	wantRefused(t, units, "normalised")
}

// Strings of NetCDF-4 cannot be read: such names count as none.
func TestUnreadableNames(t *testing.T) {
	file := timedGlobe()
	file.vars = append(file.vars, Var{Name: "channel", Kind: Other, Dims: []Dim{{"channel", 69}}})
	p := mustRead(t, file.array("channel", fengwuOrder.channels))
	if len(p.Takes[0].Planes) != 69 || !strings.Contains(strings.Join(p.Notes, "; "), "no names that can be read") {
		t.Errorf("got %s, notes %v", layers(p), p.Notes)
	}
}

func TestLabelledChannels(t *testing.T) {
	f := func(labels []string, want string, wantLeftOut int) {
		t.Helper()
		file := timed("x.nc")
		file.vars = append(file.vars, Var{Name: "names", Kind: Text, Dims: []Dim{{"channel", len(labels)}, {"len", 40}}})
		file.strings["names"] = labels
		file.scalarOn([]Dim{{"time", 2}, {"channel", len(labels)}, {"lat", 3}, {"lon", 4}}, "data", nil)
		p := mustRead(t, file)
		got := strings.Fields(layers(p))
		if len(p.LeftOut) != wantLeftOut || !strings.Contains(" "+strings.Join(got, " ")+" ", " "+want+" ") || len(got) != len(labels)-wantLeftOut {
			t.Errorf("got %v, left out %v", got, p.LeftOut)
		}
	}
	var plain []string
	for _, c := range fengwuOrder.channels {
		plain = append(plain, strings.ReplaceAll(c, "_", ""))
	}
	f(plain, "wind_u_component_100hPa", 0)
	ghr := slices.Clone(orders[4].channels)
	slices.Reverse(ghr)
	f(ghr, "wind_u_component_100m", 0)
	f([]string{"2m_temperature", "geopotential_500", "u_component_of_wind_850", "specific_humidity_1000", "tcc"}, "geopotential_height_500hPa", 1)
}

// Half precision ends at 65504: what overflows says nothing against an order.
func TestOverflow(t *testing.T) {
	file := timedGlobe().array("channel", fengwuOrder.channels)
	inner := file.block
	file.block = func(start, count []int) []float32 {
		values := inner(start, count)
		for i, v := range values {
			if v > halfMost && start[1]+i/40 != 3 {
				values[i] = float32(math.Inf(1))
			}
		}
		return values
	}
	if p := mustRead(t, file); len(p.Takes[0].Planes) != 69 {
		t.Errorf("got %s", layers(p))
	}
}

func TestSuspect(t *testing.T) {
	grid, err := forecast.NewGrid([]float64{90, 45, 0, -45, -90}, []float64{0, 24, 48, 72, 96, 120, 144, 168, 192, 216, 240, 264, 288, 312, 336})
	if err != nil {
		t.Fatal(err)
	}
	f := func(name string, mean, swing float64, want string) {
		t.Helper()
		layer, err := forecast.ParseLayer(name)
		if err != nil {
			t.Fatal(err)
		}
		values := make([]float32, grid.Size())
		for i := range values {
			values[i] = float32(mean + swing*wave(i))
		}
		if got := Suspect(layer, grid, ExtentOf(values), false); got != want && (want == "" || !strings.Contains(got, want)) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	f("temperature_2m", 279, 20, "")
	f("geopotential_height_500hPa", 5489, 300, "")
	f("geopotential_height_500hPa", 8000, 300, "far from what is usual (5488.8")
	f("specific_humidity_50hPa", 1e-6, 1e-8, "")
	f("specific_humidity_50hPa", 1e-4, 1e-5, "far from")
	f("precipitation", 0, 0, "0 kg m-2 everywhere")
}
