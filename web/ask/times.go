package ask

import (
	"slices"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// Step reads a step such as 1h or 15m; "" stands for the run's own.
func Step(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	step, err := time.ParseDuration(text)
	if err != nil || step < time.Minute || step > 24*time.Hour || step%time.Minute != 0 {
		return 0, Wrong("step must be whole minutes up to a day, such as 15m or 1h, not %q", text)
	}
	return step, nil
}

// Times reads a list of times or one start/end; "" stands for all. With a step they are those
// from the start to the end by it.
func Times(list string, step time.Duration, inv *store.Inventory) ([]time.Time, error) {
	from, to, isRange := strings.Cut(list, "/")
	if list != "" && !isRange {
		return timeList(list, step, inv)
	}
	if len(inv.Times) == 0 {
		return nil, nil
	}
	first, last := inv.Times[0], inv.Times[len(inv.Times)-1]
	start, end := first, last
	var err error
	if isRange {
		if start, err = forecast.ParseTime(from); err != nil {
			return nil, err
		}
		if end, err = forecast.ParseTime(to); err != nil {
			return nil, err
		}
	}
	if end.Before(start) || end.Before(first) || start.After(last) {
		return nil, outside(inv, first, last)
	}
	if step == 0 {
		return slices.DeleteFunc(slices.Clone(inv.Times), func(t time.Time) bool { return t.Before(start) || t.After(end) }), nil
	}
	var out []time.Time
	for t := start; !t.After(end) && !t.After(last); t = t.Add(step) {
		if !t.Before(first) {
			out = append(out, t)
		}
	}
	return out, nil
}

func outside(inv *store.Inventory, first, last time.Time) error {
	return Wrong("run %s of %s goes from %s to %s: ask for times in it, the earlier one first",
		forecast.FormatTime(inv.Run), inv.Dataset, forecast.FormatTime(first), forecast.FormatTime(last))
}

func timeList(list string, step time.Duration, inv *store.Inventory) (out []time.Time, err error) {
	if step != 0 {
		return nil, Wrong("step goes with a range of times, start/end, or with none")
	}
	inside := false
	for text := range strings.SplitSeq(list, ",") {
		t, err := forecast.ParseTime(text)
		if err != nil {
			return nil, err
		}
		inside = inside || len(inv.Times) > 0 && !t.Before(inv.Times[0]) && !t.After(inv.Times[len(inv.Times)-1])
		out = append(out, t)
	}
	if !inside && len(inv.Times) > 0 {
		return nil, outside(inv, inv.Times[0], inv.Times[len(inv.Times)-1])
	}
	return out, nil
}
