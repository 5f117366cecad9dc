package s3

import (
	"context"
	"sync"
)

// turns lets one goroutine of the process at a time ask for a folder's lease: the others wait without
// asking the server.
type turns struct {
	mu    sync.Mutex
	lines map[string]*line
}

type line struct {
	free    chan struct{} // holds one value while it is nobody's turn
	waiting int
}

// wait waits for a turn. The function that it gives ends it.
func (t *turns) wait(ctx context.Context, folder string) (leave func(), err error) {
	t.mu.Lock()
	l := t.lines[folder]
	if l == nil {
		if t.lines == nil {
			t.lines = map[string]*line{}
		}
		l = &line{free: make(chan struct{}, 1)}
		l.free <- struct{}{}
		t.lines[folder] = l
	}
	l.waiting++
	t.mu.Unlock()
	select {
	case <-l.free:
		return func() {
			l.free <- struct{}{}
			t.left(folder, l)
		}, nil
	case <-ctx.Done():
		t.left(folder, l)
		return nil, ctx.Err()
	}
}

func (t *turns) left(folder string, l *line) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if l.waiting--; l.waiting == 0 {
		delete(t.lines, folder)
	}
}
