package main

import (
	"fmt"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

type pruneCmd struct {
	dataFlag
	Keep      []string `help:"How many of the newest runs of each dataset stay. The newest complete one always does." placeholder:"[DATASET=]N"`
	OlderThan []string `help:"Delete runs that are older, such as 10d or 36h." placeholder:"[DATASET=]AGE"`
}

// Run deletes the runs that are beyond a limit, see store.Retention.
func (c pruneCmd) Run(t *terminal) error {
	keep, err := parseRetention("--keep", c.Keep, "--older-than", c.OlderThan)
	if err != nil {
		return err
	}
	if !keep.any() {
		return forecast.Errorf(forecast.Invalid, "prune", "say which runs go: --keep N, --older-than AGE or both")
	}
	s, err := c.openToWrite(t)
	if err != nil {
		return err
	}
	if err := s.Tidy(t); err != nil {
		return err
	}
	datasets, err := s.Datasets(t)
	if err != nil {
		return err
	}
	for _, d := range datasets {
		err := s.Prune(t, d.ID, keep.of(d.ID), func(run time.Time) {
			fmt.Fprintf(t.out, "deleted %s %s\n", d.ID, forecast.FormatTime(run))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
