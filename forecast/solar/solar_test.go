package solar

import (
	"math"
	"testing"
	"time"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %g, want %g", what, got, want)
	}
}

// TestSun compares with the positions in pvlib's tests (its nrel_numpy algorithm, not refracted) at
// 32.2° N 111° W on 2014-06-24 and with the equinox of 2026-03-20, 14:46 UTC.
func TestSun(t *testing.T) {
	f := func(hour int, zenith, azimuth float64) {
		t.Helper()
		up, north, east := SunAt(time.Date(2014, 6, 24, hour, 0, 0, 0, time.UTC)).From(At(32.2, -111))
		a := math.Atan2(east, north) / radians
		if a < 0 {
			a += 360
		}
		near(t, "zenith", math.Acos(up)/radians, zenith, 0.02)
		near(t, "azimuth", a, azimuth, 0.05)
	}
	f(7, 124.0390863, 352.69550699)
	f(13, 82.97705621, 66.71410338)
	f(19, 10.56725766, 144.76567754)
	f(25, 72.46903556, 287.04104128)
	near(t, "declination", SunAt(time.Date(2026, 3, 20, 14, 46, 0, 0, time.UTC)).direction.z, 0, 2e-4)
	near(t, "radiation", SunAt(time.Date(2014, 6, 24, 12, 0, 0, 0, time.UTC)).Extra, 1321.17, 1)
}

// TestErbs compares with pvlib's published test values (2019-01-01 and 2019-06-20).
func TestErbs(t *testing.T) {
	january, june := SunAt(time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)).Extra, SunAt(time.Date(2019, 6, 20, 0, 0, 0, 0, time.UTC)).Extra
	f := func(global, zenith, extra, beam, diffuse float64) {
		t.Helper()
		b, d := Erbs(global, math.Cos(zenith*radians), extra)
		near(t, "beam", b, beam, 0.5)
		near(t, "diffuse", d, diffuse, 0.5)
	}
	f(0, 120, january, 0, 0)
	f(50, 85, january, 96.7192672, 41.5703604)
	f(1000, 10, january, 794.205651, 217.860117)
	f(1000, 10, june, 842.001578, 170.790318)
}

// TestHayDavies compares with pvlib's published test values, which are those of its MATLAB library.
func TestHayDavies(t *testing.T) {
	f := func(beam, diffuse, zenith, azimuth, want float64) {
		t.Helper()
		up, flat := math.Cos(zenith*radians), math.Sin(zenith*radians)
		incidence := up*math.Cos(40*radians) - flat*math.Cos(azimuth*radians)*math.Sin(40*radians) // facing south
		near(t, "sky", HayDavies(beam, diffuse, 1321.1655834833093, up, incidence, math.Cos(40*radians)), want, 1e-4)
	}
	f(0, 0, 124.0390863, 352.69550699, 0)
	f(316.1949056, 40.46149818, 82.85457044, 66.71410338, 27.1775)
	f(939.95469881, 118.45831879, 10.56413562, 144.76567754, 102.9949)
	f(646.22886049, 62.03376265, 72.41687122, 287.04104128, 33.1909)
}

func TestPlane(t *testing.T) {
	at, sun := At(32.2, -111), SunAt(time.Date(2014, 6, 24, 19, 0, 0, 0, time.UTC))
	flat := Plant{Tilt: 0, Azimuth: 180, Albedo: 0.2}
	near(t, "on a horizontal plane", flat.Plane(900, sun, at), 900, 1e-6)
	near(t, "ground", Plant{Tilt: 40, Azimuth: 180, Albedo: 0.25}.Plane(900, sun, at)-Plant{Tilt: 40, Azimuth: 180}.Plane(900, sun, at), 26.32000014911496, 1e-9) // pvlib
	if night := flat.Plane(0, SunAt(time.Date(2014, 6, 24, 7, 0, 0, 0, time.UTC)), at); night != 0 {
		t.Errorf("at night %g", night)
	}
}

// TestParts compares with the NOAA calculator's sun every five seconds, each parted by Erbs's formula, at 52° N
// 13° E; and with what is known by the beam.
func TestParts(t *testing.T) {
	at := At(52, 13)
	hour := func(month time.Month, day, hour int) Period {
		start := time.Date(2026, month, day, hour, 0, 0, 0, time.UTC)
		return NewPeriod(start, start.Add(time.Hour))
	}
	noon, morning, night := hour(6, 21, 11), hour(12, 21, 9), hour(12, 21, 0)
	f := func(p Period, global, direct, facing float64) {
		t.Helper()
		parts := p.Parts(at, global)
		near(t, "direct", parts.Direct, direct, direct/100)
		near(t, "facing", parts.Facing, facing, facing/100)
		near(t, "all", parts.Direct+parts.Diffuse, global, 1e-9)
	}
	f(noon, 600, 228.25, 261)
	f(morning, 100, 9.823, 48.845)
	f(night, 0, 0, 0)
	if parts := noon.Parts(at, math.NaN()); parts.Direct == parts.Direct || parts.Diffuse == parts.Diffuse || parts.Facing == parts.Facing {
		t.Errorf("of nothing: %+v", parts)
	}
	near(t, "facing, of a known beam", noon.PartsOf(at, 600, 300).Facing, 343.05, 1)
	near(t, "facing, of a known beam in winter", morning.PartsOf(at, 100, 50).Facing, 248.62, 3)
	near(t, "diffuse, of a known beam", noon.PartsOf(at, 600, 300).Diffuse, 300, 0)
	near(t, "facing at night", night.PartsOf(at, 0, 0).Facing, 0, 0)
}

// TestPower is by hand: at 800 W m-2 and 20 °C cells have their NOCT of 45 °C, 20 K above 25 °C.
func TestPower(t *testing.T) {
	p := Plant{NOCT: 45, Coefficient: -0.004, Loss: 0.1}
	near(t, "power", p.Power(800, 293.15), 0.8*(1-0.08)*0.9, 1e-12)
	near(t, "without sun", p.Power(0, 293.15), 0, 0)
}

// TestMean compares six hours of mean radiation with the mean over the hours, each computed alone
// from the radiation that the same clearness gives it; and the parts of a day with the whole.
func TestMean(t *testing.T) {
	at, plant := At(31.2, 121.5), Default(31.2)
	start := time.Date(2026, 6, 21, 0, 0, 0, 0, time.UTC)
	const minutes = 360
	var suns []Sun
	height := 0.0
	for m := range minutes {
		s := SunAt(start.Add(time.Duration(m)*time.Minute + 30*time.Second))
		up, _, _ := s.From(at)
		suns, height = append(suns, s), height+max(up, 0)
	}
	want := 0.0
	for _, s := range suns {
		up, _, _ := s.From(at)
		want += plant.Power(plant.Plane(600*minutes/height*max(up, 0), s, at), 300) / minutes
	}
	cold := plant
	cold.Coefficient, cold.Loss = 0, 0
	near(t, "on the plane", NewPeriod(start, start.Add(6*time.Hour)).Plane(plant, at, 600), 1000*NewPeriod(start, start.Add(6*time.Hour)).Mean(cold, at, 600, 300), 1e-9)
	near(t, "mean", NewPeriod(start, start.Add(6*time.Hour)).Mean(plant, at, 600, 300), want, 2e-4)
	night := NewPeriod(start.Add(14*time.Hour), start.Add(20*time.Hour))
	near(t, "night", night.Mean(plant, at, 0, 290), 0, 0)
	nan := math.NaN()
	if v := night.Mean(plant, at, nan, 290); !math.IsNaN(v) {
		t.Errorf("without radiation %g", v)
	}
	if v := night.Mean(plant, at, 10, nan); !math.IsNaN(v) {
		t.Errorf("without temperature %g", v)
	}
}

func TestPlantRefused(t *testing.T) {
	for _, lat := range []float64{-80, 0, 31, 89} {
		if err := Default(lat).Check(); err != nil {
			t.Error(err)
		}
	}
	for _, change := range []func(*Plant){
		func(p *Plant) { p.Tilt = -1 }, func(p *Plant) { p.Azimuth = 400 }, func(p *Plant) { p.Albedo = 1 }, func(p *Plant) { p.NOCT = math.NaN() },
		func(p *Plant) { p.Coefficient = 0.1 }, func(p *Plant) { p.Loss = 2 },
	} {
		p := Default(30)
		change(&p)
		if p.Check() == nil {
			t.Errorf("%+v is taken", p)
		}
	}
}

func BenchmarkMean(b *testing.B) {
	at, plant, period := At(31.2, 121.5), Default(31.2), NewPeriod(time.Unix(0, 0), time.Unix(21600, 0))
	for b.Loop() {
		period.Mean(plant, at, 300, 290)
	}
}
