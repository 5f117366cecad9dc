package main

import (
	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/isolate"
)

// readerCmd is what the program starts itself as to read NetCDF files, see package isolate.
type readerCmd struct{}

// Run answers requests until the process that started it is done.
func (readerCmd) Run() error { return isolate.Serve() }

// opener opens files in readers of a pool, which end ends.
func opener() (open func(string) (ingest.File, error), end func()) {
	pool := &isolate.Pool{}
	open = func(path string) (ingest.File, error) {
		file, err := pool.Open(path)
		if err != nil {
			return nil, err
		}
		return file, nil
	}
	return open, pool.Close
}
