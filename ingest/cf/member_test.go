package cf

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// members gives what a plan says of its members: the dimension of its first variable, and the
// number of each place.
func members(p *Plan) string {
	t := p.Takes[0]
	return fmt.Sprint(p.Members, t.Member, t.Members)
}

func TestMemberAxis(t *testing.T) {
	f := func(file *fake, dims, want string) {
		t.Helper()
		p := mustRead(t, file.data("t2m", dims, "units", "K"))
		if got := members(p); got != want {
			t.Errorf("%s: got %s, want %s", dims, got, want)
		}
	}
	three := func(name string, attrs ...string) *fake {
		return timed("x.nc").coordinate(name, []float64{1, 2, 4}, attrs...)
	}
	const last = "[1 2 4] 3 [{0 1} {1 2} {2 4}]"
	for _, name := range []string{"number", "member", "realization", "ensemble", "ensemble_member", "ens", "sample"} {
		f(three(name), "time lat lon "+name, last)
		f(three(name), name+" time lat lon", "[1 2 4] 0 [{0 1} {1 2} {2 4}]")
		f(three(name), "time "+name+" lat lon", "[1 2 4] 1 [{0 1} {1 2} {2 4}]")
	}
	f(three("k", "standard_name", "realization"), "time lat k lon", "[1 2 4] 2 [{0 1} {1 2} {2 4}]")
	f(timed("x.nc").coordinate("member", []float64{7, 0}), "time member lat lon", "[0 7] 1 [{0 7} {1 0}]")
	f(timed("x.nc").coordinate("member", []float64{3}), "time member lat lon", "[3] 1 [{0 3}]")
	f(timed("x.nc").coordinate("number", []float64{0}, "standard_name", "realization"), "time number lat lon", "[] -1 [{0 0}]")
	f(timed("x.nc").coordinate("realization", []float64{0}), "time realization lat lon", "[0] 1 [{0 0}]")
	named := timed("x.nc").scalarOn([]Dim{{"e", 3}}, "realization", []float64{1, 2, 4})
	named.vars = append(named.vars, Var{Name: "t2m", Dims: []Dim{{"time", 2}, {"e", 3}, {"lat", 3}, {"lon", 4}}, Attrs: words("units", "K")})
	if got := members(mustRead(t, named)); got != "[1 2 4] 1 [{0 1} {1 2} {2 4}]" {
		t.Errorf("an auxiliary coordinate: %s", got)
	}
	bare := timed("x.nc")
	bare.vars = append(bare.vars, Var{Name: "t2m", Dims: []Dim{{"member", 2}, {"time", 2}, {"lat", 3}, {"lon", 4}}, Attrs: words("units", "K")})
	p := mustRead(t, bare)
	if got := members(p); got != "[0 1] 0 [{0 0} {1 1}]" || !strings.Contains(strings.Join(p.Notes, "; "), "numbered from 0") {
		t.Errorf("a dimension without values: %s, %v", got, p.Notes)
	}
}

func TestMemberLabels(t *testing.T) {
	file := timed("x.nc")
	file.vars = append(file.vars,
		Var{Name: "member", Kind: Text, Dims: []Dim{{"member", 3}, {"length", 8}}, Attrs: words()},
		Var{Name: "t2m", Dims: []Dim{{"member", 3}, {"time", 2}, {"lat", 3}, {"lon", 4}}, Attrs: words("units", "K")})
	file.strings["member"] = []string{"control", "p01", "r2i1p1f1"}
	if got := members(mustRead(t, file)); got != "[0 1 2] 0 [{0 0} {1 1} {2 2}]" {
		t.Errorf("got %s", got)
	}
	file.strings["member"] = []string{"control", "gfs", "ecmwf"}
	wantRefused(t, file, `a member called "gfs"`)
}

func TestOneMemberAFile(t *testing.T) {
	f := func(file *fake, want ...int) {
		t.Helper()
		p := mustRead(t, file.data("t2m", "time lat lon", "units", "K"))
		if !slices.Equal(p.Members, want) || p.Takes[0].Member != -1 || len(p.Takes[0].Members) != 1 ||
			len(want) == 1 && p.Takes[0].Members[0].Number != want[0] {
			t.Errorf("%s: got %s, want %v", file.path, members(p), want)
		}
	}
	with := func(path string, attrs map[string]Attr) *fake {
		file := timed(path)
		file.attrs = attrs
		return file
	}
	f(timed("x.nc"))
	f(timed("x.nc").scalar("number", 3), 3)
	f(timed("x.nc").scalar("number", 0)) // as every file has that was GRIB
	f(timed("x.nc").scalar("realization", 0, "standard_name", "realization"), 0)
	control := timed("x.nc").scalar("number", 0)
	control.data("u10", "time lat lon", "units", "m/s", "GRIB_dataType", "cf")
	f(control, 0)
	total := timed("x.nc").scalar("number", 0).data("u10", "time lat lon", "units", "m/s")
	total.vars[len(total.vars)-1].Attrs["GRIB_totalNumber"] = Attr{Numbers: []float64{51}}
	f(total, 0)
	f(with("x.nc", words("ensemble_member", "m07")), 7)
	f(with("x.nc", map[string]Attr{"realization": {Numbers: []float64{2}}}), 2)
	f(with("x.nc", map[string]Attr{"realization": {Numbers: []float64{2}}, "experiment_id": {Text: "historical"}}))
	f(with("x.nc", words("member", "of the club")))
	f(timed("/srv/eps/t2m_member_03.nc"), 3)
	f(timed("/srv/eps/20261123_mem012.nc"), 12)
	f(timed("/srv/eps/ens07/20261123.nc"), 7)
	f(timed("/srv/eps/member_5/20261123/t2m.nc"), 5)
	f(timed("/srv/eps/gep21.nc"), 21)
	f(timed("/srv/eps/x_ctl.nc"), 0)
	f(timed("/srv/ens/members/20261123.nc"))
	f(timed("/srv/x/ens2026112300.nc"))
	f(timed("/srv/x/5members/member.nc"))
	// What is inside goes before the name.
	f(timed("/srv/eps/t2m_member_03.nc").scalar("realization", 4), 4)
}

// The FengWu-GHR writer puts the member at the end of a file's name.
func TestMemberOfGHR(t *testing.T) {
	ghr := func(name string) *fake {
		file := timed("/srv/" + name)
		file.attrs = words("description", "Prediction of AI-based NWP model: FengWu-GHR")
		return file.data("t2m", "time lat lon", "units", "K")
	}
	f := func(name string, want ...int) {
		t.Helper()
		if p := mustRead(t, ghr(name)); !slices.Equal(p.Members, want) || p.Dataset.ID != "fengwu-ghr" {
			t.Errorf("%s: got %v of %s, want %v", name, p.Members, p.Dataset.ID, want)
		}
	}
	f("2024-07-09T00:00:00_surface.nc")
	f("2024-07-09T00:00:00_surface_3.nc", 3)
	f("2024-07-09T00:00:00_surface_m12.nc", 12)
	wantRefused(t, ghr("2024-07-09T00:00:00_surface_mean.nc"), `member "mean" of an ensemble`)
	if p := mustRead(t, timed("/srv/x/u_surface_006.nc").data("t2m", "time lat lon", "units", "K")); p.Members != nil {
		t.Errorf("a lead time is taken as member %v", p.Members)
	}
}

// A variable without members beside one with is the same for all.
func TestSameForAllMembers(t *testing.T) {
	p := mustRead(t, timed("x.nc").coordinate("number", []float64{1, 2}).
		data("t2m", "time number lat lon", "units", "K").data("sst", "time lat lon", "units", "K"))
	if sst := p.Takes[1]; sst.Member != -1 || fmt.Sprint(sst.Members) != "[{0 1} {0 2}]" || !strings.Contains(strings.Join(p.Notes, "; "), "same for all") {
		t.Errorf("got %+v, %v", sst, p.Notes)
	}
}

func TestMembersRefused(t *testing.T) {
	f := func(numbers []float64, want string) {
		t.Helper()
		wantRefused(t, timed("x.nc").coordinate("number", numbers).data("t2m", "time number lat lon", "units", "K"), want)
	}
	f([]float64{1, 1}, "member 1 twice")
	f([]float64{1, 1.5}, "holds 1.5")
	f([]float64{-1, 0}, "holds -1")
	f([]float64{1, 20261123}, "no number of a member")
	wantRefused(t, timed("x.nc").coordinate("number", []float64{1, 2}).coordinate("realization", []float64{1, 2}).
		data("t2m", "time number realization lat lon", "units", "K"), "second dimension of members")
	wantRefused(t, timed("x.nc").coordinate("cluster", []float64{1, 2}).data("t2m", "time cluster lat lon", "units", "K"), "cluster")
	wantRefused(t, timed("x.nc").data("t2m", "time lat lon", "units", "K", "cell_methods", "realization: standard_deviation"), "spread of an ensemble")
	wantRefused(t, timed("x.nc").data("u10", "time lat lon", "units", "m/s", "GRIB_dataType", "es"), "spread of an ensemble")
}

func FuzzMemberInName(f *testing.F) {
	for _, s := range []string{"t2m_member_03", "ens07", "gep21", "x_ctl", "2026112300_mem1_f006"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		n, rest, ok := memberInName(name)
		if n < 0 || n > 999 || ok && len(rest) >= len(name) || !ok && rest != name {
			t.Errorf("%q: %d, %q, %v", name, n, rest, ok)
		}
	})
}
