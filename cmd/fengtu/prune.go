package main

import (
	"fmt"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

type pruneCmd struct {
	dataFlag
	Keep int `help:"How many of the newest runs of each dataset stay. The newest complete one always does." required:"" placeholder:"N"`
}

// Run deletes the runs of each dataset beyond the newest ones.
func (c pruneCmd) Run(t *terminal) error {
	if c.Keep < 1 {
		return forecast.Errorf(forecast.Invalid, "prune", "--keep must be at least 1, not %d", c.Keep)
	}
	s, err := c.openToWrite(t)
	if err != nil {
		return err
	}
	if err := s.Tidy(t); err != nil {
		return err
	}
	kept := map[string]int{}
	complete := map[string]bool{}
	return eachRun(t, s, func(inv *store.Inventory) error {
		newestComplete := inv.Complete() && !complete[inv.Dataset]
		complete[inv.Dataset] = complete[inv.Dataset] || inv.Complete()
		kept[inv.Dataset]++
		if kept[inv.Dataset] <= c.Keep || newestComplete {
			return nil
		}
		if err := s.DeleteRun(t, inv.Dataset, inv.Run); err != nil {
			return err
		}
		_, err := fmt.Fprintf(t.out, "deleted %s %s\n", inv.Dataset, forecast.FormatTime(inv.Run))
		return err
	})
}
