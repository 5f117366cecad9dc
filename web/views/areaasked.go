package views

import (
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/paulmach/orb"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/ask"
)

// areaAsk is a request for statistics over an area.
type areaAsk struct {
	*view
	layers       []forecast.Layer
	cells        *region.Cells
	name         string
	statistics   []string
	percentiles  []float64
	above, below float64 // in the units of the answer; NaN for none
}

// outlineAsked reads the area of a request: the name of a region, a box, or a polygon in GeoJSON, in
// geometry= or sent.
func (h Handler) outlineAsked(c *gin.Context, p url.Values) (*region.Region, error) {
	given := 0
	for _, name := range []string{"region", "bbox", "geometry"} {
		if p.Get(name) != "" {
			given++
		}
	}
	posted := c.Request.Method == http.MethodPost
	if posted {
		given++
	}
	if given != 1 {
		return nil, ask.Wrong("say one area: region= with a name of /api/v1/power/regions, bbox=west,south,east,north, geometry= with GeoJSON, or POST that")
	}
	switch {
	case p.Get("region") != "":
		return h.Regions.Find(p.Get("region"))
	case p.Get("bbox") != "":
		return boxOutline(p.Get("bbox"))
	case posted:
		data, err := ask.Body(c)
		if err != nil {
			return nil, err
		}
		return ask.Outline(data)
	}
	return ask.Outline([]byte(p.Get("geometry")))
}

// boxOutline is the area of a box, over the date line where its east lies west of its west.
func boxOutline(text string) (*region.Region, error) {
	b, err := ask.Box(text)
	if err != nil {
		return nil, err
	}
	if b[2] <= b[0] {
		b[2] += 360 * math.Ceil((b[0]-b[2])/360)
	}
	if !(b[2] > b[0]) || b[2]-b[0] > 360 {
		return nil, ask.Wrong("bbox is west,south,east,north in degrees: %q is no more than a line, or more than a turn", text)
	}
	return &region.Region{Area: orb.MultiPolygon{{{{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}, {b[0], b[1]}}}}}, nil
}

// The statistics of an area, and those that an answer has where none are named.
var (
	areaStatistics  = []string{"mean", "min", "max", "std", "sum"}
	usualStatistics = "mean,min,max,std,p10,p50,p90,sum"
	mostPercentiles = 20
)

func (q *areaAsk) readStatistics(p url.Values) (err error) {
	list := strings.Join(p["statistics"], ",")
	if list == "" {
		list = usualStatistics
	}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if slices.Contains(areaStatistics, name) {
			q.statistics = append(q.statistics, name)
			continue
		}
		number, isPercentile := strings.CutPrefix(name, "p")
		v, err := strconv.ParseFloat(number, 64)
		if !isPercentile || err != nil || !(v >= 0 && v <= 100) {
			return ask.Wrong("statistics are %s and percentiles from p0 to p100, not %q", strings.Join(areaStatistics, ", "), name)
		}
		if !slices.Contains(q.percentiles, v) {
			q.percentiles = append(q.percentiles, v)
		}
	}
	if len(q.percentiles) > mostPercentiles {
		return ask.Wrong("%d percentiles are too many: ask for at most %d", len(q.percentiles), mostPercentiles)
	}
	q.above, q.below = math.NaN(), math.NaN()
	if q.over != nil && q.over.Statistic.Kind == ensemble.Probability {
		return nil // which the thresholds are of
	}
	if q.above, err = thresholdAsked(p, "above"); err != nil {
		return err
	}
	q.below, err = thresholdAsked(p, "below")
	return err
}

func thresholdAsked(p url.Values, name string) (float64, error) {
	text := p.Get(name)
	if text == "" {
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, ask.Wrong("%s is a number in the units of the answer, not %q", name, text)
	}
	return v, nil
}
