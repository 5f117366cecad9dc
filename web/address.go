package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// address reads the dataset and the run of a path.
func (s *server) address(c *gin.Context) (ask.Address, error) {
	dataset := c.Param("dataset")
	if _, err := s.Store.Dataset(c.Request.Context(), dataset); err != nil {
		return ask.Address{Dataset: dataset}, err
	}
	return s.Resolve(c.Request.Context(), dataset, c.Param("run"))
}

// layerAsked reads the run and the layer of a path, whose name may say a member: see view.
func (s *server) layerAsked(c *gin.Context) (a ask.Address, inv *store.Inventory, layer forecast.Layer, err error) {
	if a, err = s.address(c); err != nil {
		return a, nil, layer, err
	}
	if inv, err = s.Store.Inventory(c.Request.Context(), a.Dataset, a.Run); err != nil {
		return a, nil, layer, err
	}
	name, _, _ := ask.CutMember(c.Param("layer"))
	if layer, err = forecast.ParseLayer(name); err != nil {
		err = ask.NoLayer(inv, s.Layers.MenuOf(inv.Dataset, &inv.Holdings), name)
	}
	return a, inv, layer, err
}

// ref reads the field that a path names at a time, and how long an answer about it may be kept.
func (s *server) ref(c *gin.Context, at string) (ref forecast.Ref, inv *store.Inventory, keep string, err error) {
	a, inv, layer, err := s.layerAsked(c)
	if err != nil {
		return ref, nil, "", err
	}
	ref = forecast.Ref{Dataset: a.Dataset, Run: a.Run, Layer: layer}
	if ref.Time, err = forecast.ParseTime(at); err != nil {
		return ref, nil, "", err
	}
	keep = keepOf(c, inv.Version(layer), inv)
	if !inv.Complete() && !inv.Stores(ref.Layer) {
		keep = answer.Briefly // what is still to arrive may be a better thing to derive it from
	}
	if a.Moving {
		keep = answer.Briefly
		named := *c.Request.URL
		named.Path = strings.Replace(named.Path, "/"+ask.Latest+"/", "/"+forecast.FormatTime(a.Run)+"/", 1)
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
		return answer.Immutable
	}
	return answer.Minute
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
