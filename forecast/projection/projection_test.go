package projection

import (
	"maps"
	"math"
	"slices"
	"testing"
)

// places are where GDAL 3.6's gdaltransform (PROJ 9.1) has them.
var places = []struct {
	text string

	lat, lon, x, y float64
}{
	{"+proj=lcc +lat_1=63 +lat_2=63 +lat_0=63 +lon_0=15 +R=6371000", 60.3, 2.26, -698048.277566223, -230959.408458683},
	{"+proj=lcc +lat_1=63 +lat_2=63 +lat_0=63 +lon_0=15 +R=6371000", 64, 7.8, -350282.583106779, 130831.211408346},
	{"+proj=lcc +lat_1=63 +lat_2=63 +lat_0=63 +lon_0=15 +R=6371000", 30, -100, -6927272.28480333, 4777582.06808297},
	{"+proj=lcc +lat_1=63 +lat_2=63 +lat_0=63 +lon_0=15 +R=6371000", 89, 170, 113081.235242193, 3372244.33902295},
	{"+proj=lcc +lat_1=25 +lat_2=47 +lat_0=30 +lon_0=105 +x_0=1000 +y_0=-2000 +ellps=WGS84", 39.9, 116.4, 957773.955220958, 1134143.81693324},
	{"+proj=lcc +lat_1=25 +lat_2=47 +lat_0=30 +lon_0=105 +x_0=1000 +y_0=-2000 +ellps=WGS84", 18, 109, 437122.521585422, -1328916.22384984},
	{"+proj=lcc +lat_1=25 +lat_2=47 +lat_0=30 +lon_0=105 +x_0=1000 +y_0=-2000 +ellps=WGS84", 53, 125, 1372711.99462108, 2677279.66837156},
	{"+proj=lcc +lat_1=25 +lat_2=47 +lat_0=30 +lon_0=105 +x_0=1000 +y_0=-2000 +ellps=WGS84", -10, 80, -3605483.11088884, -4435514.27407686},
	{"+proj=lcc +lat_1=-30 +lat_2=-60 +lat_0=-40 +lon_0=-60 +ellps=GRS80", -34.6, -58.4, 144265.360113266, 583511.179781453},
	{"+proj=lcc +lat_1=-30 +lat_2=-60 +lat_0=-40 +lon_0=-60 +ellps=GRS80", -54, -70, -638709.951897147, -1547283.70115635},
	{"+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +ellps=WGS84", 72, -40, 164801.629726008, -1883691.24734858},
	{"+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +ellps=WGS84", 60, 170, -1833783.85560942, 2618914.75818446},
	{"+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +ellps=WGS84", 89.9, 10, 8537.05705959176, -5977.71170725257},
	{"+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +ellps=WGS84", 20, -90, -5886928.36214896, -5886928.36214896},
	{"+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +ellps=WGS84", -77, 166, 343124.531482871, -1376197.32869992},
	{"+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +ellps=WGS84", -60, -60, -2886578.74214616, 1666567.01381514},
	{"+proj=stere +lat_0=90 +lat_ts=90 +lon_0=10 +k=0.994 +R=6371229", 50, 10, 0, -4610048.17084692},
	{"+proj=stere +lat_0=90 +lat_ts=90 +lon_0=10 +k=0.994 +R=6371229", 80, -120, -848878.128525927, 712293.324560564},
	{"+proj=stere +lat_0=46 +lon_0=25 +k=0.99975 +ellps=krass", 44.4, 26.1, 87619.0084615322, -177184.042809937},
	{"+proj=stere +lat_0=46 +lon_0=25 +k=0.99975 +ellps=krass", 48, 20, -373055.915380759, 234202.307009898},
	{"+proj=stere +lat_0=46 +lon_0=25 +k=0.99975 +ellps=krass", 30, 60, 3420359.85229615, -1118565.80166537},
	{"+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel", 52.37, 4.89, 121112.970449356, 486905.904508453},
	{"+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel", 55.7, 0.3, -164920.740686997, 868979.306595367},
	{"+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel", 49, 10.7, 543705.593940175, 125827.701283932},
	{"+proj=merc +lon_0=0 +a=6378137 +b=6378137", 52, 5, 556597.453966368, 6800125.45439731},
	{"+proj=merc +lon_0=0 +a=6378137 +b=6378137", -80, -179, -19926188.851996, -15538711.0963092},
	{"+proj=merc +lon_0=110 +lat_ts=20 +ellps=WGS84", 22.3, 114.2, 439517.762501421, 2379646.36146922},
	{"+proj=merc +lon_0=110 +lat_ts=20 +ellps=WGS84", 60, -70, -18836475.5357751, 7861444.84269591},
	{"+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy", 51.5, -0.1, 531866.130425825, 179660.904846582},
	{"+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy", 58, -7, 104647.322968116, 912106.24407736},
	{"+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy", 50, 20, 1968910.55288182, 247214.819294418},
	{"+proj=utm +zone=50 +ellps=WGS84", 39.9, 116.4, 448709.380192469, 4416830.56217183},
	{"+proj=utm +zone=50 +ellps=WGS84", -10, 120, 828928.736058687, -1106908.85424314},
	{"+proj=utm +zone=33 +south +ellps=WGS84", -33.9, 18.4, 814420.330951301, 6243724.84007481},
	{"+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80", 52, 10, 4321000, 3210000},
	{"+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80", 40, -9, 2709134.1233998, 2081705.70210516},
	{"+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80", 70, 40, 5437144.60259765, 5456815.64910916},
	{"+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80", -30, 60, 10456485.9464378, -3676226.22265388},
	{"+proj=laea +lat_0=90 +lon_0=0 +ellps=WGS84", 75, 30, 835125.006820921, -1446478.94248514},
	{"+proj=laea +lat_0=90 +lon_0=0 +ellps=WGS84", 40, -150, -2698866.72303416, 4674574.28715209},
	{"+proj=laea +lat_0=-90 +lon_0=20 +R=6371228", -75, 30, 288815.862010812, 1637956.14743913},
	{"+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=krass", 39.9, 116.4, 956455.166425248, 4343616.65804958},
	{"+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=krass", 20, 100, -532190.265933687, 2078275.80540626},
	{"+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +R=6370997", 40, -75, 1758175.333384, 2087329.16595679},
	{"+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +R=6370997", 25, -120, -2422393.18265342, 526445.750768395},
	{"+proj=ob_tran +o_proj=longlat +lon_0=-8 +o_lat_p=35 +o_lon_p=0 +a=6367470 +e=0", 58.87465278, -2.82283013, 2.67991935698236, 3.97385865572739},
	{"+proj=ob_tran +o_proj=longlat +lon_0=-8 +o_lat_p=35 +o_lon_p=0 +a=6367470 +e=0", 50, 6, 8.96920508099066, -4.10102172545988},
	{"+proj=ob_tran +o_proj=longlat +lon_0=-8 +o_lat_p=35 +o_lon_p=0 +a=6367470 +e=0", -20, 130, 137.271135626627, 22.0775920008381},
	{"+proj=ob_tran +o_proj=longlat +lon_0=18 +o_lat_p=39.25 +o_lon_p=30 +R=6371229", 60, 10, 25.9545516500773, 9.46881317577032},
	{"+proj=ob_tran +o_proj=longlat +lon_0=18 +o_lat_p=39.25 +o_lon_p=30 +R=6371229", 35, -20, -0.605125987482688, -7.87232325258467},
}

func mustRead(t *testing.T, text string) *Projection {
	t.Helper()
	d, _, err := FromPROJ(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	p, err := New(d)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return p
}

// TestAgainstPROJ holds both ways to a millimetre (a centimetre where it is far from where the
// projection is meant for).
func TestAgainstPROJ(t *testing.T) {
	for _, c := range places {
		p := mustRead(t, c.text)
		x, y := p.Forward(c.lat, c.lon)
		limit := 1e-3
		if p.Kind() == Rotated {
			limit = 1e-9
		}
		if !(math.Hypot(x-c.x, y-c.y) < limit) {
			t.Errorf("%s: %v, %v is at %v, %v, want %v, %v", c.text, c.lat, c.lon, x, y, c.x, c.y)
		}
		lat, lon := p.Inverse(c.x, c.y)
		if !(math.Abs(lat-c.lat) < 1e-8) || !(math.Abs(math.Remainder(lon-c.lon, 360))*math.Cos(lat*degree) < 1e-8) {
			t.Errorf("%s: %v, %v is %v, %v, want %v, %v", c.text, c.x, c.y, lat, lon, c.lat, c.lon)
		}
	}
	t.Logf("%d places", len(places))
}

// TestAgainstEPSG compares with the worked examples of IOGP guidance note 7-2.
func TestAgainstEPSG(t *testing.T) {
	f := func(d Definition, lat, lon, x, y float64) {
		t.Helper()
		p, err := New(d)
		if err != nil {
			t.Fatal(err)
		}
		if gotX, gotY := p.Forward(lat, lon); math.Hypot(gotX-x, gotY-y) > 0.01 {
			t.Errorf("%s: %.2f, %.2f, want %.2f, %.2f", d.Kind, gotX, gotY, x, y)
		}
	}
	one := func(v float64) []float64 { return []float64{v} }
	f(Definition{ObliqueStereographic, map[string][]float64{ // Amersfoort / RD New
		"semi_major_axis": one(6377397.155), "inverse_flattening": one(299.15281),
		"latitude_of_projection_origin": one(52.0 + 9.0/60 + 22.178/3600), "longitude_of_projection_origin": one(5.0 + 23.0/60 + 15.5/3600),
		"scale_factor_at_projection_origin": one(0.9999079), "false_easting": one(155000), "false_northing": one(463000),
	}}, 53, 6, 196105.283, 557057.739)
	f(Definition{"lambert_azimuthal_equal_area", map[string][]float64{ // ETRS89-LAEA
		"semi_major_axis": one(6378137), "inverse_flattening": one(298.2572221),
		"latitude_of_projection_origin": one(52), "longitude_of_projection_origin": one(10),
		"false_easting": one(4321000), "false_northing": one(3210000),
	}}, 50, 5, 3962799.45, 2999718.85)
	f(Definition{"polar_stereographic", map[string][]float64{ // Australian Antarctic
		"semi_major_axis": one(6378137), "inverse_flattening": one(298.257223563), "latitude_of_projection_origin": one(-90),
		"standard_parallel": one(-71), "straight_vertical_longitude_from_pole": one(70), "false_easting": one(6000000), "false_northing": one(6000000),
	}}, -75, 120, 7255380.79, 7053389.56)
}

// TestRotatedNode is a node of a Met Office file with the position that Iris gives it.
func TestRotatedNode(t *testing.T) {
	p, err := New(Definition{Rotated, map[string][]float64{"grid_north_pole_latitude": {37.5}, "grid_north_pole_longitude": {177.5}}})
	if err != nil {
		t.Fatal(err)
	}
	lat, lon := p.Inverse(358.5065002441406, -4.099467754364014)
	if math.Abs(lat-48.377338) > 1e-6 || math.Abs(lon+4.743061) > 1e-6 {
		t.Errorf("%v, %v", lat, lon)
	}
}

func TestBothWays(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range places {
		p := mustRead(t, c.text)
		seen[p.Kind()] = true
		for dx := -2.0; dx <= 2; dx++ {
			for dy := -2.0; dy <= 2; dy++ {
				lat0, lon0 := c.lat+dx*0.7, c.lon+dy*0.9
				x, y := p.Forward(lat0, lon0)
				lat, lon := p.Inverse(x, y)
				if !(math.Abs(lat-lat0) < 1e-7) || !(math.Abs(math.Remainder(lon-lon0, 360))*math.Cos(lat*degree) < 1e-7) {
					if math.Abs(lat0) < 90 {
						t.Errorf("%s: %v, %v comes back as %v, %v", c.text, lat0, lon0, lat, lon)
					}
				}
			}
		}
	}
	if kinds := slices.Sorted(maps.Keys(seen)); !slices.Equal(kinds, Kinds()) {
		t.Errorf("tried %v of %v", kinds, Kinds())
	}
}

func TestNothingThere(t *testing.T) {
	f := func(text string, lat, lon float64) {
		t.Helper()
		if x, y := mustRead(t, text).Forward(lat, lon); !math.IsNaN(x) || !math.IsNaN(y) {
			t.Errorf("%s: %v, %v is at %v, %v", text, lat, lon, x, y)
		}
	}
	f("+proj=lcc +lat_1=50 +lat_0=50 +lon_0=0 +R=6371000", -90, 0)
	f("+proj=stere +lat_0=90 +lon_0=0 +R=6371000", -90, 0)
	f("+proj=merc +R=6371000", 90, 0)
	f("+proj=stere +lat_0=40 +lon_0=0 +R=6371000", -40, 180)
	f("+proj=laea +lat_0=40 +lon_0=0 +R=6371000", -40, 180)
}

func TestRefused(t *testing.T) {
	for _, text := range []string{
		"", "+proj=geos +h=35785831", "+proj=lcc +lat_1=30 +lat_2=-30 +R=6371000", "+proj=lcc +lat_1=x +R=6371000",
		"+proj=lcc +lat_1=30 +lat_0=30", "+proj=merc +R=1", "+proj=merc +R=6371000 +axis=wsu", "+proj=merc +R=6371000 +pm=paris",
		"+proj=merc +R=6371000 +gamma=3", "+proj=ob_tran +o_proj=merc +o_lat_p=30", "+proj=utm +zone=70 +ellps=WGS84", "+proj=merc +ellps=mars",
		"+proj=merc +R=6371000 +nadgrids=x.gsb", "+proj=merc +R=NaN",
	} {
		d, _, err := FromPROJ(text)
		if err == nil {
			_, err = New(d)
		}
		if err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	f := func(d Definition) {
		t.Helper()
		if _, err := New(d); err == nil {
			t.Errorf("%v is taken", d)
		}
	}
	r := []float64{6371000}
	f(Definition{Kind: "geostationary"})
	f(Definition{Rotated, map[string][]float64{"grid_north_pole_latitude": {91}, "grid_north_pole_longitude": {0}}})
	f(Definition{"mercator", map[string][]float64{"earth_radius": r}})
	f(Definition{"mercator", map[string][]float64{"earth_radius": r, "longitude_of_projection_origin": {0}, "scale_factor_at_projection_origin": {-1}}})
	f(Definition{"mercator", map[string][]float64{"earth_radius": r, "longitude_of_projection_origin": {0}, "longitude_of_prime_meridian": {2.3}}})
}

func FuzzFromPROJ(f *testing.F) {
	for _, c := range places {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, _, err := FromPROJ(text)
		if err != nil {
			return
		}
		if p, err := New(d); err == nil {
			lat, lon := p.Inverse(p.Forward(50, 10))
			if lat > 90.1 || lat < -90.1 || lon > 180.1 || lon < -180.1 {
				t.Errorf("%q: 50, 10 comes back as %v, %v", text, lat, lon)
			}
		}
	})
}

func BenchmarkForward(b *testing.B) {
	for _, text := range []string{places[0].text, places[4].text, places[len(places)-1].text} {
		d, _, err := FromPROJ(text)
		if err != nil {
			b.Fatal(err)
		}
		p, err := New(d)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				p.Forward(40, 110)
			}
		})
	}
}
