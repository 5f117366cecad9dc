package edr

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Collections answers /edr/collections.
func (h Handler) Collections(ctx context.Context, r Request) (Body, error) {
	all, err := h.Reader.Store.Datasets(ctx)
	if err != nil {
		return Body{}, err
	}
	collections := []object{}
	fits, err := fitting(r)
	if err != nil {
		return Body{}, err
	}
	for _, d := range all {
		r.Collection = d.ID
		in, err := h.find(ctx, r)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted meanwhile
		}
		if err != nil {
			return Body{}, err
		}
		if fits(in) {
			collections = append(collections, describeCollection(r, in))
		}
	}
	return jsonBody(object{
		"links":       []link{{Href: r.Base + "/collections", Rel: "self", Type: isJSON}},
		"collections": collections,
	})
}

// Collection answers /edr/collections/{collection}, of its newest usable run, and
// …/instances/{instance}.
func (h Handler) Collection(ctx context.Context, r Request) (Body, error) {
	in, err := h.find(ctx, r)
	if err != nil {
		return Body{}, err
	}
	return jsonBody(describeCollection(r, in))
}

// fitting reads bbox= and datetime=, by which lists are told to hold only what has something there and then.
func fitting(r Request) (func(*instance) bool, error) {
	box := []float64{-180, -90, 180, 90}
	if text := r.Query.Get("bbox"); text != "" {
		b, err := floats(strings.Split(text, ","))
		if err != nil || len(b) != 4 && len(b) != 6 {
			return nil, invalid("bbox is west,south,east,north in degrees, not %q", text)
		}
		if box = b; len(b) == 6 {
			box = []float64{b[0], b[1], b[3], b[4]}
		}
	}
	first, last, err := endsOf(r.Query.Get("datetime"))
	if err != nil {
		return nil, err
	}
	return func(in *instance) bool {
		b, n := in.Grids[0].Bounds(), len(in.Times)
		if b[1] > box[3] || b[3] < box[1] || !overlap(b[0], b[2], box[0], box[2]) {
			return false
		}
		return n == 0 || (last.IsZero() || !in.Times[0].After(last)) && (first.IsZero() || !in.Times[n-1].Before(first))
	}, nil
}

// overlap says whether two ranges of longitude have some in common; one that ends west of where it begins
// goes across the date line.
func overlap(west, east, otherWest, otherEast float64) bool {
	if east < west {
		east += 360
	}
	if otherEast < otherWest {
		otherEast += 360
	}
	for _, turn := range []float64{-360, 0, 360} {
		if west <= otherEast+turn && east >= otherWest+turn {
			return true
		}
	}
	return false
}

// Instances answers /edr/collections/{collection}/instances: a dataset's runs, newest first.
func (h Handler) Instances(ctx context.Context, r Request) (Body, error) {
	if _, err := h.find(ctx, r); err != nil {
		return Body{}, err
	}
	runs, err := h.Reader.Store.Runs(ctx, r.Collection)
	if err != nil {
		return Body{}, err
	}
	self := r.path("instances")
	instances := []object{}
	for _, run := range runs {
		r.Instance = forecast.FormatTime(run)
		in, err := h.find(ctx, r)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted meanwhile
		}
		if err != nil {
			return Body{}, err
		}
		instances = append(instances, describeCollection(r, in))
	}
	return jsonBody(object{"links": []link{{Href: self, Rel: "self", Type: isJSON}}, "instances": instances})
}

// describeCollection gives the metadata of a collection, or of an instance where the request names one.
func describeCollection(r Request, in *instance) object {
	out := object{
		"id": in.dataset.ID, "title": in.dataset.Title, "description": in.dataset.Credit(),
		"keywords": []string{"forecast", forecast.FormatTime(in.Run)},
		"extent":   extent(in), "data_queries": queries(r), "parameter_names": parameterNames(in),
		"crs": []string{"CRS84"}, "output_formats": outputFormats,
		"links": []link{
			{Href: r.path(), Rel: "self", Type: isJSON},
			{Href: r.path("position"), Rel: "data", Type: "application/vnd.cov+json", Title: "values at a position"},
		},
	}
	if r.Instance != "" {
		out["id"] = r.Instance
		out["title"] = in.dataset.Title + ", run of " + in.Run.Format(time.RFC3339)
		return out
	}
	out["links"] = append(out["links"].([]link), link{Href: r.path("instances"), Rel: "instances", Type: isJSON, Title: "the runs"})
	return out
}

var outputFormats = []form{coverageJSON, commaText, netCDF}

func extent(in *instance) object {
	b := in.Grids[0].Bounds()
	out := object{"spatial": object{"bbox": [][]float64{b[:]}, "crs": "CRS84"}}
	if n := len(in.Times); n > 0 {
		var values []string
		for _, t := range in.Times {
			values = append(values, t.Format(time.RFC3339))
		}
		out["temporal"] = object{
			"interval": [][]string{{values[0], values[n-1]}}, "values": values,
			"trs": `TIMECRS["DateTime",TDATUM["Gregorian Calendar"],CS[TemporalDateTime,1],AXIS["Time (T)",future]]`,
		}
	}
	if in.Members != nil {
		var values []string
		for _, m := range in.Members {
			values = append(values, strconv.Itoa(m))
		}
		out["custom"] = []object{{
			"id": "member", "interval": [][]string{{values[0], values[len(values)-1]}}, "values": values, "reference": "Members of the ensemble, 0 the control: member=",
		}}
	}
	for _, kind := range []forecast.LevelKind{forecast.Depth, forecast.Pressure} {
		levels := map[float64]bool{}
		for _, p := range in.offers {
			if p.kind == kind {
				for _, v := range p.levels {
					levels[v] = true
				}
			}
		}
		if len(levels) == 0 {
			continue
		}
		var values []string
		for _, v := range slices.Sorted(maps.Keys(levels)) {
			values = append(values, number(v))
		}
		name, unit := vertical(kind)
		out["vertical"] = object{
			"interval": [][]string{{values[0], values[len(values)-1]}}, "values": values,
			"vrs": `VERTCS["` + name + `",VERT_DATUM["` + name + `",2005],PARAMETER["Direction",-1],UNIT["` + unit + `",` + map[string]string{"hPa": "100", "m": "1"}[unit] + `]]`,
		}
	}
	return out
}

func parameterNames(in *instance) object {
	out := object{}
	for _, p := range in.offers {
		one := describe(p)
		one["id"] = p.name
		one["label"] = p.title().EN
		one["description"] = p.title().EN
		one["observedProperty"].(object)["label"] = p.title().EN
		one["unit"].(object)["label"] = p.variable().Units
		if p.levels != nil {
			name, unit := vertical(p.kind)
			one["extent"] = object{"vertical": object{"values": p.levels, "vrs": name + ", " + unit}}
		}
		out[p.name] = one
	}
	return out
}

// queries gives the queries of a collection, each with what its link takes beside what all do.
func queries(r Request) object {
	out := object{}
	add := func(name, title string, more object) {
		variables := object{
			"title": title, "query_type": name, "output_formats": outputFormats, "default_output_format": coverageJSON,
			"crs_details": []object{{"crs": "CRS84", "wkt": crs84WKT}},
		}
		maps.Copy(variables, more)
		out[name] = object{"link": link{Href: r.path(name), Rel: "data", Variables: variables}}
	}
	units := []string{"km", "m", "mi", "nm", "ft"}
	add("position", "Values at points", nil)
	add("radius", "Nodes near a point", object{"within_units": units})
	add("area", "Nodes within polygons", nil)
	add("cube", "Nodes in a box", object{"height_units": []string{"hPa", "m"}})
	add("trajectory", "Values along a way", nil)
	add("corridor", "Nodes near a way", object{"width_units": units, "height_units": []string{"hPa", "m"}})
	add("locations", "Values at named places", nil)
	if r.Instance == "" {
		add("instances", "Runs", nil)
	}
	return out
}

const crs84WKT = `GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AXIS["Longitude",EAST],AXIS["Latitude",NORTH]]`
