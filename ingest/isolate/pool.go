package isolate

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"
)

// Pool keeps readers. Its methods may be called by several goroutines.
type Pool struct {
	// Command starts a reader: a program and its arguments, this program by default. It must call
	// Serve.
	Command []string
	// Limit bounds each request; a minute by default.
	Limit time.Duration

	mu     sync.Mutex
	idle   []*process
	closed bool
}

const (
	// defaultLimit is long enough for the largest slab from a slow disk.
	defaultLimit = time.Minute
	// maxIdle is how many readers wait for files.
	maxIdle = 2
	// maxFiles is how many files one reader opens before another takes its place: what the library
	// leaks does not add up.
	maxFiles = 200
)

// itself is this program, also after its file was replaced.
var itself = []string{"/proc/self/exe", "netcdf-reader"}

func (p *Pool) limit() time.Duration {
	if p.Limit > 0 {
		return p.Limit
	}
	return defaultLimit
}

// Open opens a NetCDF file in a reader. Its errors are those of netcdf.Open; one of a file that
// crashes or occupies the reader wraps netcdf.ErrFormat.
func (p *Pool) Open(path string) (*File, error) {
	abs, err := filepath.Abs(path) // the reader may have started elsewhere
	if err != nil {
		return nil, fmt.Errorf("netcdf: %s: %w", path, err)
	}
	for {
		proc, err := p.take()
		if err != nil {
			return nil, err
		}
		used := proc.files > 0
		proc.files++
		ans, err := proc.call(request{Op: openFile, Path: abs}, p.limit())
		if err == nil {
			return &File{pool: p, proc: proc, path: ans.Path, attrs: ans.Attrs, vars: ans.Vars}, nil
		}
		if proc.dead && used && !errors.Is(err, errLate) {
			continue // it may have died of an earlier file, or while it waited
		}
		p.give(proc)
		return nil, named(abs, err)
	}
}

// take gives a reader that waits, or a new one.
func (p *Pool) take() (*process, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		proc := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return proc, nil
	}
	p.mu.Unlock()
	command := p.Command
	if command == nil {
		command = itself
	}
	return spawn(command)
}

// give takes a reader back that has no file open.
func (p *Pool) give(proc *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !proc.dead && !p.closed && proc.files < maxFiles && len(p.idle) < maxIdle {
		p.idle = append(p.idle, proc)
		return
	}
	proc.end(true)
}

// Close ends the readers that wait; those that have a file open end with it.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, proc := range p.idle {
		proc.end(true)
	}
	p.idle = nil
}
