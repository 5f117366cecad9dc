package netcdf

import (
	"fmt"
	"runtime"
	"sync"
)

// call is one function waiting for the netcdf thread.
type call struct {
	run  func() error
	done chan error
}

var thread = sync.OnceValue(func() chan<- call {
	calls := make(chan call)
	go func() {
		// Never unlocked: libnetcdf silences HDF5 on this thread only.
		runtime.LockOSThread()
		for c := range calls {
			c.done <- guarded(c.run)
		}
	}()
	return calls
})

// onThread runs fn on the netcdf thread and returns its error. fn must not call
// onThread.
func onThread(fn func() error) error {
	c := call{run: fn, done: make(chan error, 1)}
	thread() <- c
	return <-c.done
}

// guarded keeps a panic of one call (the binding indexes empty slices) from
// ending the thread that all other files need.
func guarded(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("netcdf: the file made the NetCDF binding panic (%v); rewrite it, for example with nccopy", r)
		}
	}()
	return fn()
}
