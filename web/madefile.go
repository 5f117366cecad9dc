package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/store"
)

// filesAtOnce bounds how many files are made at a time; the others wait.
const filesAtOnce = 2

// maxFileValues bounds the values of one file.
const maxFileValues = 100_000_000

// fileFormat is a kind of file that grids are told in.
type fileFormat struct {
	create      gridfile.Create
	contentType string
	extension   string
}

func (s *server) fileFormat(name string) (fileFormat, error) {
	switch name {
	case "geotiff":
		return fileFormat{gridfile.GeoTIFF, "image/tiff; application=geotiff; profile=cloud-optimized", ".tif"}, nil
	case "csv":
		return fileFormat{gridfile.CSV, csvType, ".csv"}, nil
	}
	if s.netcdf == nil {
		return fileFormat{}, forecast.Errorf(forecast.Unavailable, "web.file", "this server was built without NetCDF: ask for format=geotiff or csv")
	}
	return fileFormat{s.netcdf, "application/x-netcdf", ".nc"}, nil
}

// stateOf names what a run holds at this moment, for what is made of it: another correction, file or
// field makes another state.
func stateOf(inv *store.Inventory) string {
	_, present, _ := inv.Completeness()
	return fmt.Sprint(inv.Dataset, " ", inv.Run.Unix(), " ", inv.GridVersion, " ", inv.Published.UnixNano(), " ", present, " ", len(inv.Quarantined))
}

// madeGrid is a file of grids to be made: where its nodes lie, and what gives its values, one variable at one
// time after the other.
type madeGrid struct {
	spec   gridfile.Spec
	grid   *forecast.Grid
	window forecast.Window
	values func(ctx context.Context, put func(variable, at int, values []float32) error) error
}

// sendGrid is sendMade of a file of grids, of a name without extension.
func (s *server) sendGrid(c *gin.Context, key, name string, format fileFormat, of madeGrid) error {
	return s.sendMade(c, key+format.extension, name+format.extension, format.contentType, func(ctx context.Context, path string) error {
		of.spec.Place(of.grid, of.window)
		w, err := format.create(path, of.spec)
		if err != nil {
			return err
		}
		defer w.Abort()
		if err := of.values(ctx, w.Put); err != nil {
			return err
		}
		return w.Close()
	})
}

// sendMade answers with a file. It is made once and kept for a while, so that a download can go on
// where it stopped: key says all that its bytes come of.
func (s *server) sendMade(c *gin.Context, key, name, contentType string, make func(ctx context.Context, path string) error) error {
	tag := etag([]byte(key))
	c.Header("ETag", tag)
	c.Header("Cache-Control", briefly)
	if matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return nil
	}
	f, err := s.files.Get(c.Request.Context(), key, func(ctx context.Context, path string) error {
		select {
		case s.grids <- struct{}{}:
			defer func() { <-s.grids }()
		case <-ctx.Done():
			return ctx.Err()
		}
		return make(ctx, path)
	})
	if err != nil {
		return err
	}
	defer f.Close()
	c.Header("Content-Type", contentType)
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, f.Content())
	return nil
}
