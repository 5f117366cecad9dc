package gridfile

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

func spec(rows, cols, times int, west float64) Spec {
	s := Spec{Variables: []Variable{{Name: "wind_speed", Units: "m s-1", LongName: "a < b & c"}}, Run: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	for i := range rows {
		s.Lat = append(s.Lat, 50-0.5*float64(i))
	}
	for i := range cols {
		s.Lon = append(s.Lon, west+0.5*float64(i))
	}
	for i := range times {
		s.Times = append(s.Times, s.Run.Add(time.Duration(6*i)*time.Hour))
	}
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// write makes a file in which the value of a node is 1000 × time + row + column / 1000, missing at
// the first node.
func write(t testing.TB, create Create, s Spec) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f")
	w, err := create(path, s)
	must(t, err)
	values := make([]float32, len(s.Lat)*len(s.Lon))
	for at := range s.Times {
		for v := range s.Variables {
			for i := range values {
				values[i] = float32(1000*at+100000*v) + value(i/len(s.Lon), i%len(s.Lon))
			}
			values[0] = missing
			must(t, w.Put(v, at, values))
		}
	}
	must(t, w.Close())
	w.Abort()
	return path
}

func value(row, col int) float32 { return float32(row) + float32(col)/1000 }

// tiff reads a file by its directories alone.
type tiff struct {
	data []byte
	dirs []map[uint16][]float64
}

func readTIFF(t *testing.T, path string) *tiff {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	le := binary.LittleEndian
	if string(data[:4]) != "II*\x00" {
		t.Fatalf("it begins with %q", data[:4])
	}
	f := &tiff{data: data}
	for at := le.Uint32(data[4:]); at != 0; {
		dir := map[uint16][]float64{}
		n := int(le.Uint16(data[at:]))
		for i := range n {
			e := data[int(at)+2+12*i:]
			tag, kind, count := le.Uint16(e), le.Uint16(e[2:]), int(le.Uint32(e[4:]))
			size := map[uint16]int{2: 1, 3: 2, 4: 4, 12: 8}[kind]
			values := e[8:]
			if size*count > 4 {
				values = data[le.Uint32(e[8:]):]
			}
			for k := range count {
				v := values[k*size:]
				dir[tag] = append(dir[tag], map[uint16]func() float64{
					2: func() float64 { return float64(v[0]) }, 3: func() float64 { return float64(le.Uint16(v)) },
					4:  func() float64 { return float64(le.Uint32(v)) },
					12: func() float64 { return math.Float64frombits(le.Uint64(v)) },
				}[kind]())
			}
		}
		f.dirs = append(f.dirs, dir)
		at = le.Uint32(data[int(at)+2+12*n:])
	}
	return f
}

// pixel reads one value; the tiles of a band follow those of the one before.
func (f *tiff) pixel(dir, band, row, col int) float32 {
	d := f.dirs[dir]
	th, tw := int(d[tagTileHeight][0]), int(d[tagTileWidth][0])
	across := (int(d[tagWidth][0]) + tw - 1) / tw
	down := (int(d[tagHeight][0]) + th - 1) / th
	offset := int(d[tagTileOffsets][band*across*down+row/th*across+col/tw])
	return math.Float32frombits(binary.LittleEndian.Uint32(f.data[offset+4*(row%th*tw+col%tw):]))
}

func TestGeoTIFF(t *testing.T) {
	s := spec(300, 520, 3, 200)
	f := readTIFF(t, write(t, GeoTIFF, s))
	if len(f.dirs) != 3 { // 520, 260 and 130 columns
		t.Fatalf("%d directories", len(f.dirs))
	}
	for _, at := range [][3]int{{0, 0, 1}, {0, 255, 255}, {1, 256, 256}, {2, 299, 519}, {2, 0, 512}} {
		if got, want := f.pixel(0, at[0], at[1], at[2]), float32(1000*at[0])+value(at[1], at[2]); got != want {
			t.Errorf("band %d, %d, %d is %g, want %g", at[0], at[1], at[2], got, want)
		}
	}
	if v := f.pixel(0, 1, 0, 0); v == v {
		t.Errorf("the missing node is %g", v)
	}
	// Four pixels make one; where one of them is missing, the other three do.
	if got, want := f.pixel(1, 1, 5, 7), (2000+value(10, 14)+value(11, 14)+value(10, 15)+value(11, 15)+2000)/4; math.Abs(float64(got-want)) > 1e-3 {
		t.Errorf("overview %g, want %g", got, want)
	}
	if got, want := f.pixel(1, 0, 0, 0), (value(1, 0)+value(0, 1)+value(1, 1))/3; math.Abs(float64(got-want)) > 1e-6 {
		t.Errorf("overview beside the missing node %g, want %g", got, want)
	}
	d := f.dirs[0]
	if tie := d[tagTiepoint]; tie[3] != -160.25 || tie[4] != 50.25 || d[tagPixelScale][0] != 0.5 {
		t.Errorf("it lies at %v, %v", tie, d[tagPixelScale])
	}
	if first, second := f.dirs[2][tagTileOffsets][0], d[tagTileOffsets][0]; first > second {
		t.Errorf("the overview lies at %g behind the image at %g", first, second)
	}
	if text := string(f.data); !strings.Contains(text, "a &lt; b &amp; c") || !strings.Contains(text, "2026-11-23T12:00:00Z</Item>") {
		t.Error("the metadata is incomplete")
	}
}

func TestGeoTIFFRefused(t *testing.T) {
	f := func(want string, s Spec) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "f")
		if _, err := GeoTIFF(path, s); forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("a file is left")
		}
	}
	two := spec(5, 5, 1, 0)
	two.Variables = append(two.Variables, two.Variables[0])
	f("one variable", two)
	uneven := spec(5, 5, 1, 0)
	uneven.Lat[2] += 0.2
	f("evenly spaced", uneven)
	f("evenly spaced", spec(1, 5, 1, 0))
	f("1 to 65535 times", spec(5, 5, 0, 0))
	f("too large", spec(2000, 4000, 200, 0))
}

func TestCSV(t *testing.T) {
	s := spec(2, 2, 2, 100)
	s.Variables = append(s.Variables, Variable{Name: "capacity_factor", Units: "1"})
	text, err := os.ReadFile(write(t, CSV, s))
	must(t, err)
	const want = `time,lat,lon,wind_speed_m_s-1,capacity_factor
2026-11-23T00:00:00Z,50,100.5,0.001,100000
2026-11-23T00:00:00Z,49.5,100,1,100001
2026-11-23T00:00:00Z,49.5,100.5,1.001,100001
2026-11-23T06:00:00Z,50,100.5,1000,101000
2026-11-23T06:00:00Z,49.5,100,1001,101001
2026-11-23T06:00:00Z,49.5,100.5,1001,101001
`
	if string(text) != want {
		t.Errorf("the table is\n%s", text)
	}
}

func TestAbort(t *testing.T) {
	for _, create := range []Create{CSV, GeoTIFF} {
		path := filepath.Join(t.TempDir(), "f")
		w, err := create(path, spec(4, 4, 1, 0))
		must(t, err)
		w.Abort()
		if _, err := os.Stat(path); err == nil {
			t.Error("a file is left")
		}
	}
}
