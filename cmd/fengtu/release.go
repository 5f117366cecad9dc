package main

import (
	"fmt"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// release takes the fields that --release names out of quarantine, and says of each that it did.
func (c runsCmd) release(t *terminal) error {
	parts := strings.Split(c.Release, "/")
	if len(parts) < 2 || len(parts) > 4 {
		return forecast.Errorf(forecast.Invalid, "runs", "--release takes DATASET/RUN, DATASET/RUN/LAYER or DATASET/RUN/LAYER/TIME, not %q", c.Release)
	}
	run, err := forecast.ParseTime(parts[1])
	if err != nil {
		return err
	}
	s, err := c.openToWrite(t)
	if err != nil {
		return err
	}
	inv, err := s.Inventory(t, parts[0], run)
	if err != nil {
		return err
	}
	released := 0
	for _, q := range inv.Quarantined {
		if is, err := meant(q, parts[2:]); err != nil || !is {
			if err != nil {
				return err
			}
			continue
		}
		layer, err := forecast.ParseLayer(q.Layer)
		if err == nil {
			err = s.Release(t, parts[0], run, layer, q.Time, q.Member)
		}
		if err != nil {
			return err
		}
		released++
		if _, err := fmt.Fprintf(t.out, "released %s %s\n", q.Layer, forecast.FormatTime(q.Time)); err != nil {
			return err
		}
	}
	if released == 0 {
		return forecast.Errorf(forecast.NotFound, "runs", "no field of %s is in quarantine", c.Release)
	}
	return s.Arrange(t, parts[0], run)
}

// meant says whether a field in quarantine is of the layer, and at the time, that are given.
func meant(q store.Quarantined, names []string) (bool, error) {
	if len(names) > 0 && names[0] != q.Layer {
		return false, nil
	}
	if len(names) < 2 {
		return true, nil
	}
	at, err := forecast.ParseTime(names[1])
	return err == nil && at.Equal(q.Time), err
}
