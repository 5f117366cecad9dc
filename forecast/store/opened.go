package store

import (
	"context"
	"strings"

	"github.com/fengtu/fengtu/forecast/objects"
)

// Opened notes which versions of which objects are opened with its context, one after another: what is
// computed of the fields that come of it in the same way has the same bytes. It is for one goroutine.
type Opened struct{ names strings.Builder }

type openedKey struct{}

// Noting gives a context with which Open tells o what it opens.
func (o *Opened) Noting(ctx context.Context) context.Context {
	return context.WithValue(ctx, openedKey{}, o)
}

// String gives what was opened: other versions or others in another order have another.
func (o *Opened) String() string { return o.names.String() }

func note(ctx context.Context, key string, tag objects.Tag) {
	if o, ok := ctx.Value(openedKey{}).(*Opened); ok {
		o.names.WriteString(key + "\x00" + string(tag) + "\n")
	}
}
