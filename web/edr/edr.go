// Package edr speaks OGC API – Environmental Data Retrieval 1.1: a collection for each dataset, an
// instance for each run, and values at positions, within areas and along ways as CoverageJSON, CSV or
// NetCDF. Values between nodes are those of the native point answer; of an area they are the nodes'
// own. Nothing is interpolated in time but along a trajectory that says its own times.
package edr

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/gazetteer"
	"github.com/fengtu/fengtu/web/places"
)

// Handler answers requests.
type Handler struct {
	Reader places.Reader
	Places func() (*gazetteer.Gazetteer, error) // the locations
	NetCDF gridfile.Create                      // nil: no NetCDF
}

// Request is a request below /edr. Base is the address of /edr as the client knows it.
type Request struct {
	Base       string
	Collection string
	Instance   string // "" for the newest usable run
	Query      url.Values
	Accept     string
}

// Body is an answer.
type Body struct {
	ContentType string
	File        string // the name to save it under, "" for none
	Bytes       []byte
}

// ErrTooLarge is in the error of a request for more than one answer holds, which is of kind Invalid.
var ErrTooLarge = errors.New("ask for a smaller area, fewer times (datetime=), levels (z=) or parameters (parameter-name=)")

// What bounds one answer.
const (
	maxValues = 1_000_000
	maxCoords = 20_000 // numbers in coords
)

func invalid(format string, args ...any) error {
	return forecast.Errorf(forecast.Invalid, "edr", format, args...)
}

func notFound(format string, args ...any) error {
	return forecast.Errorf(forecast.NotFound, "edr", format, args...)
}

func bound(values int) error {
	if values > maxValues {
		return invalid("%d values are more than the %d of one answer: %w", values, maxValues, ErrTooLarge)
	}
	return nil
}

// latest stands for the newest usable run.
const latest = "latest"

// instance is the run that a request is about.
type instance struct {
	*store.Inventory
	dataset forecast.Dataset
	menu    *derive.Menu
	offers  []parameter
	member  int // that is asked for, or the control
	fields  places.Fields
}

// find opens the run that a request is about.
func (h Handler) find(ctx context.Context, r Request) (*instance, error) {
	dataset, err := h.Reader.Store.Dataset(ctx, r.Collection)
	if err != nil {
		return nil, notFound("there is no collection %q: /edr/collections lists them", r.Collection)
	}
	var inv *store.Inventory
	if r.Instance == "" || r.Instance == latest {
		inv, err = h.Reader.Latest(ctx, dataset.ID)
	} else {
		run, bad := forecast.ParseTime(r.Instance)
		if bad != nil {
			return nil, notFound("there is no instance %q: /edr/collections/%s/instances lists them", r.Instance, dataset.ID)
		}
		inv, err = h.Reader.Store.Inventory(ctx, dataset.ID, run)
	}
	if err != nil {
		return nil, err
	}
	out := &instance{Inventory: inv, dataset: dataset, menu: h.Reader.Layers.MenuOf(inv.Dataset, &inv.Holdings)}
	out.offers = offered(inv, out.menu)
	out.member, err = out.memberAsked(r.Query.Get("member"))
	out.fields = h.Reader.Layers.Of(h.Reader.Store.Member(out.member))
	return out, err
}

// memberAsked reads the number of a member; "" is the control.
func (in *instance) memberAsked(text string) (int, error) {
	if text == "" {
		return in.Control(), nil
	}
	number, err := strconv.Atoi(text)
	switch {
	case in.Members == nil:
		return 0, invalid("run %s of %s has no members: leave member out", forecast.FormatTime(in.Run), in.dataset.ID)
	case err != nil || !slices.Contains(in.Members, number):
		return 0, invalid("member is the number of one of %s, which extent.custom lists, not %q: ask for several one by one", in.dataset.ID, text)
	}
	return number, nil
}

// path gives the address of what is below the collection or, where one is named, its instance.
func (r Request) path(parts ...string) string {
	at := r.Base + "/collections/" + url.PathEscape(r.Collection)
	if r.Instance != "" {
		at += "/instances/" + url.PathEscape(r.Instance)
	}
	return strings.Join(append([]string{at}, parts...), "/")
}
