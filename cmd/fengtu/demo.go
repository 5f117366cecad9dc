package main

import (
	"fmt"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest/demo"
)

type demoCmd struct {
	Out     string  `help:"Folder to write to." required:"" placeholder:"DIR"`
	Grid    float64 `help:"Grid spacing in degrees, 0.05 to 5; must divide 180." default:"0.25" placeholder:"DEG"`
	Steps   int     `help:"How many times, 6 h apart from 0." default:"57" placeholder:"N"`
	Levels  []int   `help:"Pressure levels in hPa; FengWu's 13 by default." placeholder:"HPA"`
	Members int     `help:"How many members an ensemble has; none by default." placeholder:"N"`
	From    string  `name:"run" help:"Reference time; today's 00 UTC by default." placeholder:"TIME"`
}

// Run writes the synthetic forecast; files that are there already stay.
func (c demoCmd) Run(t *terminal) error {
	run := time.Now().UTC().Truncate(24 * time.Hour)
	if c.From != "" {
		var err error
		if run, err = forecast.ParseTime(c.From); err != nil {
			return err
		}
	}
	return demo.Write(t, demo.Options{
		Dir: c.Out, Run: run, Grid: c.Grid, Steps: c.Steps, Levels: c.Levels, Members: c.Members,
		Progress: func(done, total int, file string) {
			fmt.Fprintf(t.out, "%d/%d %s\n", done, total, file)
		},
	})
}
