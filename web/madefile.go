package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
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
		return fileFormat{gridfile.CSV, "text/csv; charset=utf-8", ".csv"}, nil
	}
	if s.netcdf == nil {
		return fileFormat{}, forecast.Errorf(forecast.Unavailable, "web.file", "this server was built without NetCDF: ask for format=geotiff or csv")
	}
	return fileFormat{s.netcdf, "application/x-netcdf", ".nc"}, nil
}

// gridSource gives the values of a file, one variable at one time after the other.
type gridSource func(ctx context.Context, put func(variable, at int, values []float32) error) error

// sendGrid answers with a file of a name without extension. It is made once and kept for a while, so
// that a download can go on where it stopped: key says all that its bytes come of.
func (s *server) sendGrid(c *gin.Context, key, name string, format fileFormat, spec gridfile.Spec, source gridSource) error {
	key += format.extension
	c.Header("ETag", etag([]byte(key)))
	if matches(c.GetHeader("If-None-Match"), etag([]byte(key))) {
		c.Header("Cache-Control", briefly)
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
		w, err := format.create(path, spec)
		if err != nil {
			return err
		}
		defer w.Abort()
		if err := source(ctx, w.Put); err != nil {
			return err
		}
		return w.Close()
	})
	if err != nil {
		return err
	}
	defer f.Close()
	c.Header("Content-Type", format.contentType)
	c.Header("Content-Disposition", `attachment; filename="`+name+format.extension+`"`)
	c.Header("Cache-Control", briefly)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, f.Content())
	return nil
}
