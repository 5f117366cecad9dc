package openmeteo

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// previousSuffix ends a variable as it was forecast days before: temperature_2m_previous_day1 is of the
// newest run that began at least 24 hours before each time.
const previousSuffix = "_previous_day"

const (
	mostPreviousDays = 7
	mostPreviousRuns = 60
)

// cutPrevious takes the days off a variable's name.
func cutPrevious(name string) (plain string, days int) {
	i := strings.LastIndex(name, previousSuffix)
	if i < 0 {
		return name, 0
	}
	days, err := strconv.Atoi(name[i+len(previousSuffix):])
	if err != nil || days < 1 || days > mostPreviousDays {
		return name, 0
	}
	return name[:i], days
}

// addPrevious reads what earlier runs of the main run's dataset say of the variables of days before.
func (h Handler) addPrevious(ctx context.Context, r *reading, ask places.Ask, plans []plan) error {
	days := 0
	ask.Older, ask.Layers = false, nil
	for _, p := range plans {
		for _, w := range p.wants {
			if days = max(days, w.previous); w.previous == 0 {
				continue
			}
			for _, l := range w.layers() {
				if h.Reader.Has(ask.Run, l) && !slices.Contains(ask.Layers, l) {
					ask.Layers = append(ask.Layers, l)
				}
			}
		}
	}
	if days == 0 {
		return nil
	}
	earlier, err := h.Reader.Earlier(ctx, ask.Run, mostPreviousRuns, func(*derive.Menu) bool { return true })
	if err != nil {
		return err
	}
	enough := ask.From.Add(-lead(days))
	for _, run := range slices.Insert(earlier, 0, ask.Run) { // newest first
		ask.Run = run
		answers, err := h.Reader.Read(ctx, ask)
		if err != nil {
			return err
		}
		r.earlier = append(r.earlier, earlierRun{run.Run, answers[0].Series})
		if !run.Run.After(enough) {
			break
		}
	}
	return nil
}

func lead(days int) time.Duration { return time.Duration(days) * 24 * time.Hour }

// earlierRun is what a run says.
type earlierRun struct {
	run    time.Time
	series []point.Timed
}

// previous gives a layer as it was forecast so many days before each time.
func (r *reading) previous(l forecast.Layer, days int) (out blend, there bool) {
	for _, e := range r.earlier {
		i := slices.IndexFunc(e.series, func(s point.Timed) bool { return s.Layer == l })
		if i < 0 {
			continue
		}
		s := e.series[i]
		late := e.run.Add(lead(days))
		from := slices.IndexFunc(s.Times, func(t time.Time) bool { begins, _ := s.Begins(t); return !begins.Before(late) })
		if from < 0 {
			continue
		}
		s.Since, _ = s.Begins(s.Times[from])
		s.Times, s.Values, s.Reasons = s.Times[from:], s.Values[from:], s.Reasons[from:]
		out.Seamless, out.runs = append(out.Seamless, s), append(out.runs, r.main)
	}
	return out, len(out.runs) > 0
}
