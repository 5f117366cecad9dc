package web

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

func (s *server) datasets(c *gin.Context) error {
	ctx := c.Request.Context()
	all, err := s.Store.Datasets(ctx)
	if err != nil {
		return err
	}
	out := struct {
		Datasets []datasetJSON `json:"datasets"`
	}{Datasets: []datasetJSON{}}
	for _, d := range all {
		described, _, err := s.describe(ctx, d)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // no run of it has a field yet
		}
		if err != nil {
			return err
		}
		out.Datasets = append(out.Datasets, described)
	}
	return answer.JSON(c, answer.Briefly, out)
}

func (s *server) dataset(c *gin.Context) error {
	ctx := c.Request.Context()
	d, err := s.Store.Dataset(ctx, c.Param("dataset"))
	if err != nil {
		return err
	}
	described, inv, err := s.describe(ctx, d)
	if err != nil {
		return err
	}
	return answer.JSON(c, answer.Briefly, struct {
		datasetJSON
		Layers []layerJSON `json:"layers"`
	}{described, layersOf(inv, s.Layers.MenuOf(inv.Dataset, &inv.Holdings))})
}

// describe gives a dataset's entry in the catalogue and the inventory of its latest run.
func (s *server) describe(ctx context.Context, d forecast.Dataset) (datasetJSON, *store.Inventory, error) {
	out := datasetJSON{Dataset: d}
	newest, err := s.Store.Latest(ctx, d.ID)
	if err != nil {
		return out, nil, err
	}
	runs, err := s.Store.Runs(ctx, d.ID)
	if err != nil {
		return out, nil, err
	}
	var current *store.Inventory
	for _, run := range runs {
		inv, err := s.Store.Inventory(ctx, d.ID, run)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted since
		}
		if err != nil {
			return out, nil, err
		}
		if run.Equal(newest) {
			current = inv
		}
		out.Runs = append(out.Runs, runJSON{forecast.FormatTime(run), inv.Complete(), inv.Published, inv.GridVersion, len(inv.Quarantined)})
	}
	if current == nil {
		return out, nil, forecast.Errorf(forecast.NotFound, "web.describe", "the latest run of %s was deleted this moment: ask again", d.ID)
	}
	out.Latest = forecast.FormatTime(newest)
	out.Grid = describeGrid(current.Grids)
	return out, current, nil
}

func (s *server) run(c *gin.Context) error {
	a, err := s.address(c)
	if err != nil {
		return err
	}
	inv, err := s.Store.Inventory(c.Request.Context(), a.Dataset, a.Run)
	if err != nil {
		return err
	}
	dataset, err := s.Store.Dataset(c.Request.Context(), a.Dataset)
	if err != nil {
		return err
	}
	out := runDetailJSON{
		Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), ReferenceTime: inv.Run, Published: inv.Published,
		Licence: dataset.Licence, Attribution: dataset.Attribution, Version: inv.GridVersion,
		Complete: inv.Complete(), Times: answer.NonNil(inv.Arrived()), ExpectedTimes: answer.NonNil(inv.Times), Members: inv.Members,
		Source: []sourceJSON{}, Quarantined: answer.NonNil(inv.Quarantined), Layers: layersOf(inv, s.Layers.MenuOf(inv.Dataset, &inv.Holdings)),
	}
	for _, source := range inv.Sources {
		out.Source = append(out.Source, sourceJSON{source.File, source.SHA256})
	}
	out.Completeness = describeCompleteness(inv)
	return answer.JSON(c, answer.Briefly, out)
}

func describeCompleteness(inv *store.Inventory) completenessJSON {
	expected, present, missing := inv.Completeness()
	out := completenessJSON{Expected: expected, Present: present, Missing: []missingJSON{}}
	for _, m := range missing {
		var names []string
		for _, layer := range m.Layers {
			names = append(names, layer.Name())
		}
		out.Missing = append(out.Missing, missingJSON{m.Time, m.Members, names})
	}
	return out
}

// layersOf describes a run's layers, stored and derived, in the order of lists.
func layersOf(inv *store.Inventory, menu *derive.Menu) []layerJSON {
	arrived := len(inv.Arrived())
	out := []layerJSON{}
	for _, l := range ask.AllLayers(inv, menu) {
		v := l.Variable
		j := layerJSON{
			Name: l.Name(), Variable: v.Name, Title: l.Title(), Units: v.Units, StandardName: v.StandardName,
			Level: l.Level.String(), Kind: v.Shape.String(), Display: v.Display, Continuous: v.Continuous(), Derived: !inv.Stores(l), Version: inv.Version(l),
		}
		for _, component := range menu.Components(l) {
			j.Components = append(j.Components, component.Name())
		}
		if times := menu.Times(l); len(times) < arrived {
			j.Times = times
		}
		out = append(out, j)
	}
	return out
}
