package web

import (
	"math"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
	"github.com/fengtu/fengtu/tiles"
	"github.com/fengtu/fengtu/web/answer"
)

func describeAxis(a *forecast.Axis) *axisJSON {
	v := a.Values()
	out := &axisJSON{First: v[0], Last: v[len(v)-1]}
	if !a.Even() {
		out.Values = v
	}
	return out
}

func describeAxes(g *forecast.Grid) axesJSON {
	if g.Projection == nil {
		return axesJSON{Latitude: describeAxis(&g.Y), Longitude: describeAxis(&g.X)}
	}
	return axesJSON{Y: describeAxis(&g.Y), X: describeAxis(&g.X)}
}

// describeGrid tells what an application needs to place a grid's nodes: the projection and axes, or
// that it is a mesh, whose nodes the store has.
func describeGrid(grids []*forecast.Grid) gridJSON {
	g := grids[0]
	out := gridJSON{
		Type: "latlon", Kind: projection.LatLon, Units: "degrees", Rows: g.Rows(), Columns: g.Cols(), Periodic: g.X.Periodic(),
		axesJSON: describeAxes(g), Spacing: spacingOf(g), BBox: g.Bounds(),
	}
	switch p := g.Projection.(type) {
	case *projection.Projection:
		out.Type, out.Kind, out.Projection = "projected", p.Kind(), describeProjection(p)
		if p.Kind() != projection.Rotated {
			out.Units = "m"
		}
	case *forecast.Mesh:
		out.Type, out.Kind, out.Units = "mesh", p.Kind(), "nodes"
	}
	for lod, g := range grids {
		level := lodJSON{LOD: lod, Rows: g.Rows(), Columns: g.Cols(), axesJSON: describeAxes(g)}
		if g.Projection != nil {
			level.Cell, level.Boxes = tiles.CellSize(g), tiles.Boxes(g)
		}
		out.LODs = append(out.LODs, level)
	}
	return out
}

func spacingOf(g *forecast.Grid) *spacingJSON {
	if _, isMesh := g.Projection.(*forecast.Mesh); isMesh {
		return nil
	}
	mean := func(a *forecast.Axis) float64 {
		v := a.Values()
		return answer.Round(math.Abs(v[len(v)-1]-v[0])/math.Max(1, float64(len(v)-1)), 9)
	}
	return &spacingJSON{mean(&g.Y), mean(&g.X)}
}

// describeProjection gives the attributes of a CF grid mapping.
func describeProjection(p *projection.Projection) map[string]any {
	out := map[string]any{"grid_mapping_name": p.Kind()}
	for name, values := range p.Definition().Numbers {
		out[name] = values
		if len(values) == 1 {
			out[name] = values[0]
		}
	}
	return out
}

// nodeTile answers /nodes/{dataset}/{run}/{lod}/{x}/{y}.bin.
func (s *server) nodeTile(c *gin.Context) error {
	const op = "web.nodeTile"
	a, err := s.address(c)
	if err != nil {
		return err
	}
	x, errX := number(c, "x")
	y, errY := number(c, "file")
	lod, errLOD := number(c, "lod")
	for _, err := range []error{errX, errY, errLOD} {
		if err != nil {
			return err
		}
	}
	inv, err := s.Store.Inventory(c.Request.Context(), a.Dataset, a.Run)
	if err != nil {
		return err
	}
	if lod < 0 || lod >= len(inv.Grids) {
		return forecast.Errorf(forecast.NotFound, op, "there is no level of detail %d: this grid has 0 to %d", lod, len(inv.Grids)-1)
	}
	body, err := tiles.NodeTile(inv.Grids[lod], x, y)
	if err != nil {
		return err
	}
	keep := keepOf(c, inv.GridVersion, inv)
	if a.Moving {
		keep = answer.Briefly
	}
	c.Header("Content-Encoding", "gzip")
	return answer.Send(c, keep, "application/octet-stream", body)
}
