package ask

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// Latest stands for the newest usable run in any path.
const Latest = "latest"

// Address is what a path names, with the spellings made canonical.
type Address struct {
	Dataset string
	Run     time.Time
	Moving  bool // the run was asked for as latest
}

// Resolve reads a run of a dataset that is there; an empty run is the latest.
func (r Reader) Resolve(ctx context.Context, dataset, run string) (a Address, err error) {
	a = Address{Dataset: dataset, Moving: run == Latest || run == ""}
	if a.Moving {
		a.Run, err = r.Store.Latest(ctx, dataset)
	} else {
		a.Run, err = forecast.ParseTime(run)
	}
	return a, err
}

// Dataset gives the dataset of an id; it may be left out where there is only one.
func (r Reader) Dataset(ctx context.Context, id string) (forecast.Dataset, error) {
	if id != "" {
		return r.Store.Dataset(ctx, id)
	}
	all, err := r.Store.Datasets(ctx)
	if err != nil {
		return forecast.Dataset{}, err
	}
	if len(all) != 1 {
		var ids []string
		for _, d := range all {
			ids = append(ids, d.ID)
		}
		return forecast.Dataset{}, Wrong("say which dataset: there are %s", strings.Join(ids, ", "))
	}
	return all[0], nil
}

// Run gives the dataset and the run of a query.
func (r Reader) Run(ctx context.Context, p url.Values) (forecast.Dataset, *store.Inventory, error) {
	dataset, err := r.Dataset(ctx, p.Get("dataset"))
	if err != nil {
		return dataset, nil, err
	}
	a, err := r.Resolve(ctx, dataset.ID, p.Get("run"))
	if err != nil {
		return dataset, nil, err
	}
	inv, err := r.Store.Inventory(ctx, a.Dataset, a.Run)
	return dataset, inv, err
}
