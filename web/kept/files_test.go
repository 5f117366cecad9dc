package kept

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"testing"
)

func content(t *testing.T, f *File) string {
	t.Helper()
	data, err := io.ReadAll(f.Content())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestFiles: a file is made once for all who ask, stays readable for who has it, and leaves when
// others come.
func TestFiles(t *testing.T) {
	var s Files
	var made int
	var mu sync.Mutex
	get := func(key string) *File {
		f, err := s.Get(context.Background(), key, func(_ context.Context, path string) error {
			mu.Lock()
			made++
			mu.Unlock()
			return os.WriteFile(path, []byte("of "+key), 0o600)
		})
		if err != nil {
			t.Error(err)
		}
		return f
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			f := get("a")
			defer f.Close()
			if got := content(t, f); got != "of a" {
				t.Errorf("%q", got)
			}
		})
	}
	all.Wait()
	if made != 1 {
		t.Errorf("made %d times", made)
	}
	first := get("a")
	for i := range 2 * mostFiles {
		get(fmt.Sprint(i)).Close()
	}
	if len(s.kept) > mostFiles {
		t.Errorf("%d files", len(s.kept))
	}
	if got := content(t, first); got != "of a" {
		t.Errorf("%q while others came", got)
	}
	first.Close()
}

// TestFilesThatFail: a failure is told and not kept; where the maker went away, the next one makes it.
func TestFilesThatFail(t *testing.T) {
	var s Files
	bad := errors.New("bad")
	if _, err := s.Get(context.Background(), "a", func(context.Context, string) error { return bad }); !errors.Is(err, bad) {
		t.Errorf("%v", err)
	}
	leaving, leave := context.WithCancel(context.Background())
	begun, waiting := make(chan struct{}), make(chan *File)
	go func() {
		<-begun
		go func() {
			f, err := s.Get(context.Background(), "a", func(_ context.Context, path string) error { return os.WriteFile(path, []byte("second"), 0o600) })
			if err != nil {
				t.Error(err)
			}
			waiting <- f
		}()
		leave()
	}()
	_, err := s.Get(leaving, "a", func(ctx context.Context, _ string) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	f := <-waiting
	defer f.Close()
	if got := content(t, f); got != "second" {
		t.Errorf("%q", got)
	}
}
