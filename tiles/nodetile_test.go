package tiles

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// decodedNodes is a node tile read by docs/http.md.
type decodedNodes struct {
	width, height, parts int
	lat, lon             []float64
}

func decodeNodes(t *testing.T, body []byte) decodedNodes {
	t.Helper()
	le := binary.LittleEndian
	if string(body[:4]) != "FTN1" || !bytes.Equal(body[10:16], make([]byte, 6)) {
		t.Fatalf("header %q", body[:16])
	}
	d := decodedNodes{width: int(le.Uint16(body[4:])), height: int(le.Uint16(body[6:])), parts: int(le.Uint16(body[8:]))}
	n := d.width * d.height
	if len(body) != 16+8*n {
		t.Fatalf("%d bytes for %d × %d nodes", len(body), d.width, d.height)
	}
	plane := func(data []byte) []float64 {
		words, out := make([]int32, n), make([]float64, n)
		at := func(r, c int) int32 {
			if r < 0 || c < 0 {
				return 0
			}
			return words[r*d.width+c]
		}
		for i := range words {
			r, c := i/d.width, i%d.width
			code := uint32(data[i]) | uint32(data[n+i])<<8 | uint32(data[2*n+i])<<16 | uint32(data[3*n+i])<<24
			residual := int32(code>>1) ^ -int32(code&1)
			words[i] = residual + at(r, c-1) + at(r-1, c) - at(r-1, c-1)
			if out[i] = float64(words[i]) / 1e7; words[i] == math.MinInt32 {
				out[i] = math.NaN()
			}
		}
		return out
	}
	d.lat, d.lon = plane(body[16:16+4*n]), plane(body[16+4*n:])
	return d
}

func TestNodeTile(t *testing.T) {
	lambert := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -2500, 500), axis(-1.25e6, 2500, 300))
	turn := projected(t, "+proj=ob_tran +o_proj=longlat +lon_0=15 +o_lat_p=27 +o_lon_p=0", axis(88, -2, 89), axis(-180, 1, 360))
	f := func(name string, g *forecast.Grid, x, y, width, height, parts int) {
		t.Helper()
		data, err := NodeTile(g, x, y)
		if err != nil {
			t.Fatal(err)
		}
		d := decodeNodes(t, unzip(t, data))
		if d.width != width || d.height != height || d.parts != parts {
			t.Errorf("%s: %d × %d in %d parts, want %d × %d in %d", name, d.width, d.height, d.parts, width, height, parts)
			return
		}
		box := Boxes(g)[func() int { across, _ := Blocks(g); return y*across + x }()]
		for j := 0; j < height; j += parts {
			for i := 0; i < width; i += parts {
				lat, lon := g.At(y*Block+j/parts, (x*Block+i/parts)%g.Cols())
				gotLat, gotLon := d.lat[j*width+i], d.lon[j*width+i]
				if math.IsNaN(lat) && math.IsNaN(gotLat) {
					continue
				}
				if !(math.Abs(gotLat-lat) < 1e-7 && math.Abs(math.Remainder(gotLon-lon, 360)) < 1e-7) {
					t.Fatalf("%s: node %d, %d at %v, %v, want %v, %v", name, j, i, gotLat, gotLon, lat, lon)
				}
				if !(gotLat >= box[1] && gotLat <= box[3]) || math.Mod(gotLon-box[0]+720, 360) > box[2]-box[0]+1e-6 {
					t.Fatalf("%s: node %v, %v is outside the box %v", name, gotLat, gotLon, box)
				}
			}
		}
	}
	f("first", lambert, 0, 0, 241, 241, 1)
	f("last", lambert, 1, 2, 59*4+1, 19*4+1, 4)
	f("round the globe, closing", turn, 1, 0, 121*2-1, 88*2+1, 2)
	holes := meshOf(t, projected(t, "+proj=merc +lon_0=180 +R=6371000", axis(1e5, -1e4, 21), axis(-1e5, 1e4, 21)))
	f("mesh", holes, 0, 0, 21, 21, 1)
	if _, err := NodeTile(lambert, 2, 0); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("a tile beyond the grid: %v", err)
	}
}

// TestNodeTileForTheMap keeps a tile for the front end's tests, with places and where they lie.
func TestNodeTileForTheMap(t *testing.T) {
	g := projected(t, "+proj=lcc +lat_0=40 +lon_0=178 +lat_1=40 +R=6371229", axis(8e5, -2e5, 9), axis(-6e5, 2e5, 8))
	data, err := NodeTile(g, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	type place struct {
		Lat float64 `json:"lat"`
		Lon float64 `json:"lon"`
		Row float64 `json:"row"`
		Col float64 `json:"col"`
	}
	var places []place
	for _, at := range [][2]float64{{0, 0}, {0.5, 0.25}, {3.3, 6.9}, {8, 7}, {4.123, 3.456}, {7.9, 0.1}} {
		lat, lon := g.Between(at[0], at[1])
		places = append(places, place{lat, lon, at[0], at[1]})
	}
	text, err := json.MarshalIndent(places, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	body := unzip(t, data)
	dir := filepath.Join("..", "web", "ui", "test", "testdata")
	if *update {
		for name, data := range map[string][]byte{"node-tile.bin": body, "node-tile.json": append(text, '\n')} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	want, err := os.ReadFile(filepath.Join(dir, "node-tile.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(body, want) {
		t.Error("the bytes are not those of node-tile.bin; clients would read other places")
	}
}
