package ingest_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest"
)

// The same members in any order of dimensions make the same fields.
func TestMemberOrders(t *testing.T) {
	numbers, levels := []float64{3, 0, 11}, []float64{850, 500}
	f := func(dims ...string) {
		t.Helper()
		path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
			s.coordinate("time", []float64{0, 6}, "units", "hours since 2026-11-23")
			s.coordinate("number", numbers, "standard_name", "realization")
			s.coordinate("level", levels, "units", "hPa")
			s.coordinate("lat", []float64{10, 20})
			s.coordinate("lon", []float64{0, 90, 180, 270})
			s.data("u", dims, func(i []int) float32 {
				at := func(dim string) int { return i[slices.Index(dims, dim)] }
				return float32(numbers[at("number")]) + float32(8*at("time")+4*at("level")) + float32(at("lat"))/2 + float32(at("lon"))/10
			}, "units", "m/s")
			s.data("sst", []string{"time", "lat", "lon"}, func(i []int) float32 { return 17 + float32(i[0]) }, "units", "degC") // converted once
		})
		sink, rep := mustIngest(t, path)
		if !slices.Equal(rep.Members, []int{0, 3, 11}) || !slices.Equal(sink.spec.Members, rep.Members) || rep.Fields != 3*2*2+3*2 {
			t.Errorf("%v: members %v, spec %v, %d fields", dims, rep.Members, sink.spec.Members, rep.Fields)
		}
		for _, n := range numbers {
			for k, at := range []string{"20261123T0000Z", "20261123T0600Z"} {
				for l, level := range []string{"850hPa", "500hPa"} {
					b := float32(n) + float32(8*k+4*l)
					wantField(t, sink, fmt.Sprintf("wind_u_component_%s %s %g", level, at, n),
						b+0.5, b+0.6, b+0.7, b+0.8, b, b+0.1, b+0.2, b+0.3)
				}
				same := 290.15 + float32(k)
				wantField(t, sink, fmt.Sprintf("sea_surface_temperature %s %g", at, n), same, same, same, same, same, same, same, same)
			}
		}
	}
	f("time", "number", "level", "lat", "lon")
	f("number", "time", "level", "lat", "lon")
	f("level", "time", "number", "lon", "lat")
	f("time", "level", "lat", "lon", "number")
	f("lat", "number", "lon", "level", "time")
}

// A variable without members is the same for all, also where the file has it just as the store does.
func TestSameForAllMembers(t *testing.T) {
	path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
		s.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
		s.coordinate("number", []float64{1, 2, 3})
		s.coordinate("lat", []float64{1, 0})
		s.coordinate("lon", []float64{0, 1})
		s.data("t2m", []string{"number", "time", "lat", "lon"}, func(i []int) float32 { return float32(i[0]) }, "units", "degC")
		s.data("sst", []string{"time", "lat", "lon"}, func(i []int) float32 { return 17 + float32(i[2]) }, "units", "degC")
	})
	sink, _ := mustIngest(t, path)
	for member := 1; member <= 3; member++ {
		wantField(t, sink, fmt.Sprint("sea_surface_temperature 20261123T0000Z ", member), 290.15, 291.15, 290.15, 291.15)
		v := 272.15 + float32(member)
		wantField(t, sink, fmt.Sprint("temperature_2m 20261123T0000Z ", member), v, v, v, v)
	}
}

// Sums from the start are differenced along time, within each member.
func TestMemberSums(t *testing.T) {
	path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
		s.coordinate("time", []float64{0, 3, 6}, "units", "hours since 2026-11-23")
		s.coordinate("number", []float64{1, 2})
		s.coordinate("lat", []float64{1, 0})
		s.coordinate("lon", []float64{0, 1})
		s.data("tp", []string{"number", "time", "lat", "lon"}, func(i []int) float32 { return 0.001 * float32(i[1]*(1+i[0])) },
			"units", "m", "long_name", "precipitation accumulated since start of forecast")
	})
	sink, _ := mustIngest(t, path)
	for member := 1; member <= 2; member++ {
		v := float32(member)
		wantField(t, sink, fmt.Sprint("precipitation 20261123T0600Z ", member), v, v, v, v)
	}
}

// One file for each member, in any order, is one run; a file that names no member is refused then.
func TestFileForEachMember(t *testing.T) {
	s, dir := newStore(t), t.TempDir()
	write := func(name string, value float32, fill func(*synthetic)) string {
		return create(t, filepath.Join(dir, name), func(s *synthetic) {
			s.coordinate("time", []float64{0, 6}, "units", "hours since 2026-11-23")
			s.coordinate("lat", []float64{10, 0})
			s.coordinate("lon", []float64{0, 10})
			s.data("t2m", []string{"time", "lat", "lon"}, func(i []int) float32 { return value + float32(i[0]) }, "units", "K")
			fill(s)
		})
	}
	nothing := func(*synthetic) {}
	files := []string{
		write("t2m_member_2.nc", 282, nothing),
		write("b.nc", 281, func(s *synthetic) { s.scalar("realization", 1) }),
		write("mem003/c.nc", 283, nothing),
		write("d.nc", 280, func(s *synthetic) { s.scalar("realization", 0) }),
	}
	in := ingest.Ingester{Sink: ingest.Into(s), Dataset: "eps"}
	for _, file := range files {
		if rep, err := in.File(ctx, file); err != nil || len(rep.Members) != 1 {
			t.Fatalf("%s: %v, %+v", file, err, rep)
		}
	}
	run, err := forecast.ParseTime("20261123T0000Z")
	if err != nil {
		t.Fatal(err)
	}
	inv, err := s.Inventory(ctx, "eps", run)
	if err != nil || !inv.Complete() || !slices.Equal(inv.Members, []int{0, 1, 2, 3}) {
		t.Fatalf("%+v, %v", inv, err)
	}
	for _, m := range inv.Members {
		field, err := s.Open(ctx, forecast.Ref{Dataset: "eps", Run: run, Layer: inv.Layers[0], Time: inv.Times[1], Member: m})
		if err != nil {
			t.Fatal(err)
		}
		var got [1]float32
		if err := field.Read(ctx, forecast.Window{Rows: 1, Cols: 1}, got[:]); err != nil || got[0] < 280.99+float32(m) || got[0] > 281.01+float32(m) {
			t.Errorf("member %d: %g, %v", m, got[0], err)
		}
	}
	rep, err := in.File(ctx, write("plain.nc", 280, nothing))
	if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(rep.Error, "nothing says which of them this file is") {
		t.Errorf("a file without a member: %v", err)
	}
}
