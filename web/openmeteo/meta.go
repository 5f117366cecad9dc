package openmeteo

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// meta is what Open-Meteo tells of a model; times are seconds since 1970.
type meta struct {
	ChunkTimeLength    int    `json:"chunk_time_length"`
	CRS                string `json:"crs_wkt,omitempty"`
	DataEnd            int64  `json:"data_end_time"`
	Available          int64  `json:"last_run_availability_time"`
	Initialised        int64  `json:"last_run_initialisation_time"`
	Modified           int64  `json:"last_run_modification_time"`
	TemporalResolution int    `json:"temporal_resolution_seconds"`
	UpdateInterval     int    `json:"update_interval_seconds"`
}

// Meta answers /data/{model}/static/meta.json: when a dataset's newest usable run began, was published
// and ends. It fails with kind NotFound where there is no such dataset.
func (h Handler) Meta(ctx context.Context, model string) (Body, error) {
	run, err := h.Reader.Latest(ctx, model)
	if err != nil {
		return Body{}, err
	}
	out := meta{
		ChunkTimeLength: len(run.Times), CRS: wkt(run.Grids[0]), DataEnd: run.Run.Unix(),
		Available: run.Published.Unix(), Initialised: run.Run.Unix(), Modified: run.Published.Unix(),
	}
	for i, t := range run.Times {
		out.DataEnd = t.Unix()
		if i == 0 {
			continue
		}
		if step := int(t.Sub(run.Times[i-1]).Seconds()); i == 1 || step < out.TemporalResolution {
			out.TemporalResolution = step
		}
	}
	runs, err := h.Reader.Store.Runs(ctx, model)
	if err != nil {
		return Body{}, err
	}
	out.UpdateInterval = interval(runs, run.Run)
	text, err := json.Marshal(out)
	return Body{ContentType: "application/json; charset=utf-8", Bytes: text}, err
}

// interval gives the seconds between a run and the one before it, 0 where it is the first.
func interval(runs []time.Time, run time.Time) int {
	for _, earlier := range runs { // newest first
		if earlier.Before(run) {
			return int(run.Sub(earlier).Seconds())
		}
	}
	return 0
}

// wkt describes a grid of latitudes and longitudes and its box; "" of others.
func wkt(g *forecast.Grid) string {
	if g.Projection != nil {
		return ""
	}
	b := g.Bounds()
	return fmt.Sprintf(`GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["latitude",north],AXIS["longitude",east],ANGLEUNIT["degree",0.0174532925199433],USAGE[SCOPE["grid"],BBOX[%g,%g,%g,%g]]]`, b[1], b[0], b[3], b[2])
}
