package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// perDataset reads a flag of values for all datasets or for one: 4,nowcast=24. The key of the
// former is "".
func perDataset[T any](flag string, texts []string, parse func(string) (T, bool), like string) (map[string]T, error) {
	out := map[string]T{}
	for _, text := range texts {
		dataset, value, found := strings.Cut(text, "=")
		if !found {
			dataset, value = "", text
		}
		v, ok := parse(value)
		if !ok || found && !forecast.ValidID(dataset) {
			return nil, forecast.Errorf(forecast.Invalid, "retention", "%s is %s, or DATASET=%s for one dataset, not %q", flag, like, like, text)
		}
		out[dataset] = v
	}
	return out, nil
}

func parseRuns(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1
}

// parseAge reads 10d, 36h and the like.
func parseAge(s string) (time.Duration, bool) {
	if days, found := strings.CutSuffix(s, "d"); found {
		n, err := strconv.ParseFloat(days, 64)
		return time.Duration(n * 24 * float64(time.Hour)), err == nil && n > 0 && n < 1e5
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && d > 0
}

// retention is how long the runs of each dataset stay.
type retention struct {
	runs map[string]int
	age  map[string]time.Duration
}

// parseRetention reads the two flags, whose names the errors say.
func parseRetention(runsFlag string, runs []string, ageFlag string, age []string) (r retention, err error) {
	if r.runs, err = perDataset(runsFlag, runs, parseRuns, "a number of at least 1"); err != nil {
		return r, err
	}
	r.age, err = perDataset(ageFlag, age, parseAge, "an age such as 10d or 36h")
	return r, err
}

func (r retention) any() bool { return len(r.runs)+len(r.age) > 0 }

// of gives what holds for a dataset: its own limits, those for all where it has none.
func (r retention) of(dataset string) store.Retention {
	out := store.Retention{Runs: r.runs[""], For: r.age[""]}
	if n, ok := r.runs[dataset]; ok {
		out.Runs = n
	}
	if d, ok := r.age[dataset]; ok {
		out.For = d
	}
	return out
}

// keepFlags say how long runs stay while new ones come.
type keepFlags struct {
	KeepRuns []string `help:"How many of the newest runs of a dataset stay; the newest complete one always does." placeholder:"[DATASET=]N"`
	KeepFor  []string `help:"How old runs may be, such as 10d or 36h." placeholder:"[DATASET=]AGE"`
}

func (f keepFlags) parse() (retention, error) {
	return parseRetention("--keep-runs", f.KeepRuns, "--keep-for", f.KeepFor)
}

// keepPruned deletes runs that need not stay, and tells the log.
func keepPruned(ctx context.Context, t *terminal, s *store.Store, r retention) {
	if !r.any() {
		return
	}
	s.KeepPruned(ctx, r.of, func(dataset string, run time.Time) {
		t.log.Info("deleted", "dataset", dataset, "run", forecast.FormatTime(run))
	}, func(err error) { t.log.Warn("old runs were not deleted", "reason", err) })
}
