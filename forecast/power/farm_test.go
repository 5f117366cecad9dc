package power

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

func TestParseFarms(t *testing.T) {
	f := func(text string, check func(Farm) bool) {
		t.Helper()
		farms, err := ParseFarms([]byte(text))
		if err != nil || len(farms) != 2 || !check(farms[1]) {
			t.Errorf("%s\n%+v, %v", text, farms, err)
		}
	}
	f("name,lat,lon,turbine,count,hub_height_m,wake_loss,commissioned\na,31,121,iea-3.4mw-130,2,,,\n# more\nb, 32 ,122,vestas-v112-3mw,10,94,0.08,2027-03\n", func(b Farm) bool {
		return b.Name == "b" && b.Place.Lat == 32 && b.Capacity == 10*3.06e6 && b.HubHeight == 94 && b.Losses.Wake == 0.08 &&
			!b.Runs(time.Date(2027, 2, 28, 23, 0, 0, 0, time.UTC)) && b.Runs(time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC))
	})
	f("lat,lon,turbine,Region\n31,121,iea-15mw-240,east\n32,122,iea-15mw-240,west\n", func(b Farm) bool { return b.Group == "west" })
	f("\ufeffLAT;LON;Turbine;Capacity_MW\r\n31;121;iea-15mw-240;\r\n32;122;iea-15mw-240;45\r\n", func(b Farm) bool {
		return b.Name == "2" && b.Capacity == 45e6 && b.Count == 3 && b.HubHeight == 150
	})
	f(`{"type":"FeatureCollection","turbines":[{"id":"mine","hub_height_m":90,"curve":[[3,0],[12,1000]]}],"features":[
		{"type":"Feature","geometry":{"type":"Point","coordinates":[121,31]},"properties":{"turbine":"mine","colour":"red"}},
		{"type":"Feature","geometry":{"type":"Point","coordinates":[122,32,5]},"properties":{"name":"b","group":"g","turbine":"mine","count":4,"decommissioned":"2030"}}]}`, func(b Farm) bool {
		return b.Group == "g" && b.Capacity == 4e6 && b.Turbine.ID == "mine" && !b.Runs(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC))
	})
}

func TestParseFarmsRefused(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		_, err := ParseFarms([]byte(text))
		if kind := forecast.KindOf(err); err == nil || kind != forecast.Invalid || !strings.Contains(forecast.DetailOf(err), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	const head = "lat,lon,turbine,count\n31,121,iea-3.4mw-130,1\n"
	f("", "no header")
	f("lat,lon,turbine,count\n", "no farms")
	f("lat,lon,wheels\n", `line 1, column 3: there is no property "wheels"`)
	f("group,lat,lon,region\n", "line 1, column 4: group is there twice")
	f("lat,lon,lat\n", "line 1, column 3: lat is there twice")
	f(head+"31,121,iea-3.4mw-130,x\n", `line 3, column 4 (count): "x" is not a number`)
	f(head+"91,121,iea-3.4mw-130,1\n", "line 3, column 1 (lat): 91 is not from -90 to 90")
	f(head+"31,121,iea-3.4mw-130,-1\n", "line 3, column 4 (count): -1 is not from")
	f(head+"31,121,iea-3.4mw-130\n", "line 3 has 3 columns, the first line names 4")
	f(head+"31,121,iea-3.4,1\n", "line 3: there is no turbine \"iea-3.4\": did you mean iea-3.4mw-130")
	f(head+"31,,iea-3.4mw-130,1\n", "line 3: it has no place")
	f(head+"31,121,,1\n", "line 3: it has no turbine")
	f(head+"31,121,\"iea,1\n", "line 3")
	f("name,lat,lon,turbine\na,31,121,iea-15mw-240\na,32,121,iea-15mw-240\n", `farms 1 and 2 are both named "a"`)
	f("lat,lon,turbine,capacity_MW\n31,121,iea-15mw-240,-5\n", "line 2, column 4 (capacity_MW): -5")
	f("lat,lon,turbine\n31,121,iec-class1-normalized-industry-composite\n", "line 2: give hub_height_m")
	f("lat,lon,turbine,commissioned,decommissioned\n31,121,iea-15mw-240,2028,2027\n", "line 2: it is decommissioned")
	f("{", "not GeoJSON")
	f(`{"type":"Feature"}`, "FeatureCollection")
	f(`{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[]}}]}`, "feature 1: its geometry is not a Point")
	f(`{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"turbine":"iea-15mw-240","count":"x"}}]}`, "feature 1, property count")
	f(`{"type":"FeatureCollection","turbines":[{"id":"m","curve":[[3,0],[2,1]]}],"features":[]}`, "speeds must increase")
}

// TestOneWrongLine is 10 MB of which one line is wrong.
func TestOneWrongLine(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("name,lat,lon,turbine,count,group\n")
	for i := range 45_000 {
		count := "3"
		if i == 40_000 {
			count = "3,5"
		}
		fmt.Fprintf(&b, "farm %d,%g,%g,iea-3.4mw-130,\"%s\",%s\n", i, 20+float64(i%20), 100+float64(i%15), count, strings.Repeat("g", 190))
	}
	if _, err := ParseFarms(b.Bytes()); b.Len() < 10e6 || err == nil || !strings.Contains(err.Error(), `line 40002, column 5 (count): "3,5" is not a number`) {
		t.Errorf("%d bytes: %v", b.Len(), err)
	}
}

func FuzzParseFarms(f *testing.F) {
	f.Add([]byte("name,lat,lon,turbine,count\na,31,121,iea-3.4mw-130,2\n"))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"turbine":"iea-15mw-240"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		farms, err := ParseFarms(data)
		if (err == nil) == (len(farms) == 0) {
			t.Errorf("%q: %v, %v", data, farms, err)
		}
		for _, farm := range farms {
			if farm.Turbine == nil || !(farm.Capacity > 0) || !(farm.HubHeight >= 1) {
				t.Errorf("%q: %+v", data, farm)
			}
		}
	})
}

// TestExample holds that the farms of examples/power are read.
func TestExample(t *testing.T) {
	data, err := os.ReadFile("../../examples/power/farms.csv")
	if err != nil {
		t.Fatal(err)
	}
	farms, err := ParseFarms(data)
	if err != nil || len(farms) != 4 || farms[2].Capacity != 102e6 || farms[3].Solar == nil || farms[3].Solar.Azimuth != 180 {
		t.Errorf("%+v, %v", farms, err)
	}
}
