package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

type runsCmd struct {
	dataFlag
	Release string `help:"Take fields out of quarantine and into their run: those of a run, of a layer of it, or one." placeholder:"DATASET/RUN[/LAYER[/TIME]]"`
}

// Run lists the store's runs, newest first in each dataset.
func (c runsCmd) Run(t *terminal) error {
	if c.Release != "" {
		return c.release(t)
	}
	s, err := c.open(t)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "DATASET\tRUN\tFIELDS\tTIMES\tLAYERS\tQUARANTINED\tPUBLISHED")
	err = eachRun(t, s, func(inv *store.Inventory) error {
		expected, present, _ := inv.Completeness()
		_, err := fmt.Fprintf(w, "%s\t%s\t%d/%d\t%d\t%d\t%d\t%s\n", inv.Dataset, forecast.FormatTime(inv.Run),
			present, expected, len(inv.Arrived()), len(inv.Layers), len(inv.Quarantined), inv.Published.Format(time.RFC3339))
		return err
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

// eachRun visits the runs of every dataset, newest first.
func eachRun(t *terminal, s *store.Store, visit func(*store.Inventory) error) error {
	datasets, err := s.Datasets(t)
	if err != nil {
		return err
	}
	for _, d := range datasets {
		runs, err := s.Runs(t, d.ID)
		if err != nil {
			return err
		}
		for _, run := range runs {
			inv, err := s.Inventory(t, d.ID, run)
			if err != nil {
				return err
			}
			if err := visit(inv); err != nil {
				return err
			}
		}
	}
	return nil
}
