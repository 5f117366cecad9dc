package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// rainRate writes the large-scale precipitation of the moment in mm per 6 h:
// condensation in ascending moist air, and the tropical rain belt.
func (m *Model) rainRate(dst *sphere.Field) {
	when := float64(m.run.Unix()%(86400*4096)) + float64(m.seconds)
	level := m.climate.level(lowPressure)
	for j := range base.NLat {
		lat := base.Lat(j)
		mean := level.at(lat).temperature
		out, w, wet, air := dst.Row(j), m.ascent.Row(j), m.wet.Row(j), m.air.Row(j)
		noise, envelope, land := m.noise.Row(j), m.showers.Row(j), m.land.Row(j)
		for i := range out {
			capacity := saturation(mean+float64(air[i])*0.9, 850) / 0.0075
			moist := smoothstep(-0.12, 0.25, float64(wet[i])+0.05*float64(noise[i]))
			lift := max(0, float64(w[i])*(1+0.35*math.Min(float64(noise[i]), 1.2))-0.012)
			stratiform := 190 * lift * moist * min(capacity, 2.2)
			out[i] = float32(stratiform + showers(float64(envelope[i]), float64(land[i]), lat, base.Lon(i), when, capacity))
		}
	}
	for _, j := range []int{0, base.NLat - 1} {
		row := dst.Row(j)
		for i := range row {
			row[i] = row[0]
		}
	}
	dst.Wrap()
}

// rainBelt is the latitude of the tropical rain in degrees at a longitude: it
// follows the sun, further over Asia, and stays north over the eastern oceans.
func (c *climate) rainBelt(lon float64) float64 {
	d := lon * degree
	asia := math.Exp(-math.Pow(math.Remainder(d-95, 360)/38, 2))
	east := math.Exp(-math.Pow(math.Remainder(d+125, 360)/45, 2)) + math.Exp(-math.Pow(math.Remainder(d+30, 360)/22, 2))
	return 2.5 - c.season*(5.5+11*asia) + 5.5*min(east, 1)*(0.6+0.4*c.season)
}

// showerClimate is where convective rain falls, 0 to 1: in the tropical belt, in a
// second one over the southern Pacific, in the trades a little, and over land in
// summer.
func showerClimate(c *climate, g ground) *sphere.Field {
	f := sphere.NewField(base)
	for j := range base.NLat {
		lat := base.Lat(j)
		d := lat * degree
		row := f.Row(j)
		for i := range row {
			lon := base.Lon(i)
			e := lon * degree
			belt := bump(d, c.rainBelt(lon), 6.5)
			pacific := 0.8 * bump(d, -9-0.16*max(0, e-160), 6) * smoothstep(145, 170, e) * smoothstep(250, 215, e)
			trades := 0.25 * bump(d, 12, 14)
			summer := 0.42 * bump(math.Abs(d), 42, 15) * max(0, -c.winter(lat)) * sample(g.land, lat, lon) * (1 - desert(lat, lon))
			row[i] = float32(max(belt, pacific, trades, summer))
		}
	}
	f.Wrap()
	return f
}

// showers is convective rain in mm per 6 h where its climate is envelope, in
// clusters that drift west. When is a time in seconds.
func showers(envelope, land, lat, lon, when, capacity float64) float64 {
	if envelope < 0.03 {
		return 0
	}
	hour := math.Mod(when/3600+lon*degree/15, 24)
	daily := 1 + 0.55*land*math.Cos((hour-17)*math.Pi/12)
	drift := 6.0 / sphere.Radius * when
	p := sphere.Point(lat, lon+math.Mod(drift, 2*math.Pi))
	p.Z += when / (86400 * 16)
	cluster := sphere.Fractal(p, 6.5, 0.72, 4, 21)
	return 11 * envelope * daily * math.Pow(max(0, cluster+0.55*envelope-0.35), 1.35) * min(capacity, 2.2)
}

// saturation is the specific humidity of saturated air at t K and p hPa.
func saturation(t, p float64) float64 {
	e := min(saturationPressure(t), 0.5*p)
	return 0.62198 * e / (p - 0.37802*e)
}
