package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// latest stands for the newest usable run in any path.
const latest = "latest"

// address is what a path names, with the spellings made canonical.
type address struct {
	dataset string
	run     time.Time
	moving  bool // the run was asked for as latest
}

// address reads the dataset and the run of a path.
func (s *server) address(c *gin.Context) (address, error) {
	dataset := c.Param("dataset")
	if _, err := s.store.Dataset(c.Request.Context(), dataset); err != nil {
		return address{dataset: dataset}, err
	}
	return s.resolve(c, dataset, c.Param("run"))
}

// resolve reads a run of a dataset that is there; an empty run is the latest.
func (s *server) resolve(c *gin.Context, dataset, run string) (a address, err error) {
	a = address{dataset: dataset, moving: run == latest || run == ""}
	if a.moving {
		a.run, err = s.store.Latest(c.Request.Context(), dataset)
	} else {
		a.run, err = forecast.ParseTime(run)
	}
	return a, err
}

// layerAsked reads the run and the layer of a path, whose name may say a member: see view.
func (s *server) layerAsked(c *gin.Context) (a address, inv *store.Inventory, layer forecast.Layer, err error) {
	if a, err = s.address(c); err != nil {
		return a, nil, layer, err
	}
	if inv, err = s.store.Inventory(c.Request.Context(), a.dataset, a.run); err != nil {
		return a, nil, layer, err
	}
	name, _, _ := cutMember(c.Param("layer"))
	if layer, err = forecast.ParseLayer(name); err != nil {
		err = noLayer(inv, s.layers.MenuOf(inv.Dataset, &inv.Holdings), name)
	}
	return a, inv, layer, err
}

// ref reads the field that a path names at a time, and how long an answer about it may be kept.
func (s *server) ref(c *gin.Context, at string) (ref forecast.Ref, inv *store.Inventory, keep string, err error) {
	a, inv, layer, err := s.layerAsked(c)
	if err != nil {
		return ref, nil, "", err
	}
	ref = forecast.Ref{Dataset: a.dataset, Run: a.run, Layer: layer}
	if ref.Time, err = forecast.ParseTime(at); err != nil {
		return ref, nil, "", err
	}
	keep = keepOf(c, inv.Version(layer), inv)
	if !inv.Complete() && !inv.Stores(ref.Layer) {
		keep = briefly // what is still to arrive may be a better thing to derive it from
	}
	if a.moving {
		keep = briefly
		named := *c.Request.URL
		named.Path = strings.Replace(named.Path, "/"+latest+"/", "/"+forecast.FormatTime(a.run)+"/", 1)
		named.RawPath = ""
		c.Header("Content-Location", named.RequestURI())
	}
	return ref, inv, keep, nil
}

// keepOf gives how long an answer may be kept that is of a version at one time of named runs: for ever if
// it names the version. If it names none it may hide a correction that comes later, so that it is for
// those who name none to fetch links anew; once there was one, it is kept no longer than a minute.
func keepOf(c *gin.Context, version string, of ...*store.Inventory) string {
	corrected := slices.ContainsFunc(of, func(inv *store.Inventory) bool { return inv.Corrected })
	if v := c.Query("v"); v == version || v == "" && !corrected {
		return immutable
	}
	return minute
}

// number reads a whole number of a path.
func number(c *gin.Context, name string) (int, error) {
	text, _, _ := strings.Cut(c.Param(name), ".")
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, forecast.Errorf(forecast.Invalid, "web.number", "%s must be a whole number, not %q", name, text)
	}
	return n, nil
}
