package answer

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/kept"
)

// filesAtOnce bounds how many files are made at a time; the others wait.
const filesAtOnce = 2

// Files makes files for answers, few at a time, and keeps them for a while.
type Files struct {
	netcdf gridfile.Create // nil: no NetCDF
	made   kept.Files
	turns  chan struct{} // one for each file that is being made
}

// NewFiles gives what makes files; nil where there is no NetCDF.
func NewFiles(netcdf gridfile.Create) *Files {
	return &Files{netcdf: netcdf, turns: make(chan struct{}, filesAtOnce)}
}

// MaxFileValues bounds the values of one file.
const MaxFileValues = 100_000_000

// Format is a kind of file that grids are told in.
type Format struct {
	create      gridfile.Create
	contentType string
	extension   string
}

// Format gives a kind of file: netcdf, geotiff or csv. It fails with kind Unavailable where there is no NetCDF.
func (f *Files) Format(name string) (Format, error) {
	switch name {
	case "geotiff":
		return Format{gridfile.GeoTIFF, "image/tiff; application=geotiff; profile=cloud-optimized", ".tif"}, nil
	case "csv":
		return Format{gridfile.CSV, CSV, ".csv"}, nil
	}
	if f.netcdf == nil {
		return Format{}, forecast.Errorf(forecast.Unavailable, "web.file", "this server was built without NetCDF: ask for format=geotiff or csv")
	}
	return Format{f.netcdf, "application/x-netcdf", ".nc"}, nil
}

// StateOf names what a run holds at this moment, for what is made of it: another correction, file or
// field makes another state.
func StateOf(inv *store.Inventory) string {
	_, present, _ := inv.Completeness()
	return fmt.Sprint(inv.Dataset, " ", inv.Run.Unix(), " ", inv.GridVersion, " ", inv.Published.UnixNano(), " ", present, " ", len(inv.Quarantined))
}

// Grids is a file of grids to be made: where its nodes lie, and what gives its values, one variable at one
// time after the other.
type Grids struct {
	Spec   gridfile.Spec
	Grid   *forecast.Grid
	Window forecast.Window
	Values func(ctx context.Context, put func(variable, at int, values []float32) error) error
}

// SendGrids is Send of a file of grids, of a name without extension.
func (f *Files) SendGrids(c *gin.Context, key, name string, format Format, of Grids) error {
	return f.Send(c, key+format.extension, name+format.extension, format.contentType, func(ctx context.Context, path string) error {
		of.Spec.Place(of.Grid, of.Window)
		w, err := format.create(path, of.Spec)
		if err != nil {
			return err
		}
		defer w.Abort()
		if err := of.Values(ctx, w.Put); err != nil {
			return err
		}
		return w.Close()
	})
}

// Send answers with a file. It is made once and kept for a while, so that a download can go on
// where it stopped: key says all that its bytes come of.
func (f *Files) Send(c *gin.Context, key, name, contentType string, make func(ctx context.Context, path string) error) error {
	tag := ETag([]byte(key))
	c.Header("ETag", tag)
	c.Header("Cache-Control", Briefly)
	if Matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return nil
	}
	file, err := f.made.Get(c.Request.Context(), key, func(ctx context.Context, path string) error {
		select {
		case f.turns <- struct{}{}:
			defer func() { <-f.turns }()
		case <-ctx.Done():
			return ctx.Err()
		}
		return make(ctx, path)
	})
	if err != nil {
		return err
	}
	defer file.Close()
	c.Header("Content-Type", contentType)
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, file.Content())
	return nil
}
