package forecast

import (
	"errors"
	"fmt"
)

// Kind says what a caller can do about an error. Callers act on the kind, never on the text.
type Kind int

// The kinds of error.
const (
	Internal    Kind = iota // a fault of ours, or of the machine
	Invalid                 // the request or file is wrong: change it
	NotFound                // no such dataset, run, layer, time or place
	Unavailable             // not now: try again later
)

var kindNames = [...]string{"internal", "invalid", "not_found", "unavailable"}

// String gives the kind as answers spell it, such as "not_found".
func (k Kind) String() string { return kindNames[k] }

// Error is an error that carries its kind, the operation that failed and a sentence that says
// what to do.
type Error struct {
	Kind   Kind
	Op     string // such as "store.Open"
	Detail string // for the person who asked; holds nothing of the machine's inside
	Err    error  // the cause, if any; for the log only
}

// Error gives operation, detail and cause: the form for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Op, e.Detail, e.Err)
	}
	return e.Op + ": " + e.Detail
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error of a kind. A %w in format keeps its error as the cause.
func Errorf(kind Kind, op, format string, args ...any) error {
	text := fmt.Errorf(format, args...)
	return &Error{Kind: kind, Op: op, Detail: text.Error(), Err: errors.Unwrap(text)}
}

// ErrQuarantined is what errors wrap where a field is there but looks physically wrong, so that it
// was put aside and is not served. Their kind is NotFound.
var ErrQuarantined = errors.New("quarantined")

// KindOf gives the kind of the first Error in err's chain, Internal where there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// DetailOf gives the sentence for the person who asked, "" where err carries none.
func DetailOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Detail
	}
	return ""
}
