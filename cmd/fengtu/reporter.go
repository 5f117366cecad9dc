package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/sys/unix"

	"github.com/fengtu/fengtu/ingest"
)

// reporter tells of files as they are done: JSON lines, or text and a table at the end. While
// files go in it tells how far they are: by a bar where a person watches, else by a line of log
// now and then.
type reporter struct {
	mu    sync.Mutex
	out   io.Writer
	json  bool
	bar   *progressbar.ProgressBar // nil unless a person watches
	log   *slog.Logger             // nil where nobody asked how far it is
	total int64                    // bytes of all files
	done  int64                    // of those that are in, and of the others in part
	share map[string]int64         // of each file under way, how much is done
	start time.Time
	told  time.Time // when the log was written last
	files int
	sum   summary
}

// logEvery is how often the log says how far the files are.
const logEvery = 10 * time.Second

// newReporter reports on files; with their number and bytes, where they are to go in, it tells how
// far they are.
func newReporter(t *terminal, asJSON bool, files int, total int64) *reporter {
	now := time.Now()
	r := &reporter{out: t.out, json: asJSON, total: total, share: map[string]int64{}, start: now, told: now, files: files, sum: newSummary()}
	switch {
	case files == 0:
	case isTerminal(t.err) && !asJSON:
		r.bar = progressbar.NewOptions64(max(total, 1),
			progressbar.OptionSetWriter(t.err), progressbar.OptionSetDescription(r.description()), progressbar.OptionShowBytes(true),
			progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	default:
		r.log = t.log
	}
	return r
}

// bytesOf gives the size of files; those that are not there have none.
func bytesOf(paths []string) (n int64) {
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			n += info.Size()
		}
	}
	return n
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	_, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil
}

func (r *reporter) description() string {
	return fmt.Sprintf("file %d of %d", min(r.sum.all()+1, r.files), r.files)
}

func (r *reporter) progress(path string, bytes int64, done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.advance(path, int64(float64(bytes)*float64(done)/float64(total)))
}

// advance says that so many bytes of a file are done.
func (r *reporter) advance(path string, bytes int64) {
	more := max(0, bytes-r.share[path])
	r.share[path] += more
	r.done += more
	if r.bar != nil {
		_ = r.bar.Add64(more) // a bar that cannot be drawn is no reason to stop
	}
	if r.log == nil || time.Since(r.told) < logEvery {
		return
	}
	r.told = time.Now()
	took := r.told.Sub(r.start).Seconds()
	r.log.Info("ingesting", "files", r.sum.all(), "of", r.files, "MB", r.done/1e6, "of_MB", r.total/1e6,
		"MB_per_s", int(float64(r.done)/1e6/took), "seconds_left", int(took*float64(r.total-r.done)/float64(max(r.done, 1))))
}

func (r *reporter) report(report ingest.Report) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.add(report)
	r.advance(report.File, report.Bytes)
	delete(r.share, report.File)
	if r.json {
		return json.NewEncoder(r.out).Encode(report)
	}
	if r.bar != nil {
		_ = r.bar.Clear()
		r.bar.Describe(r.description())
	}
	_, err := io.WriteString(r.out, reportText(report))
	return err
}

// finish ends the report. Its error is errSome where a file did not go in.
func (r *reporter) finish() error {
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	if !r.json {
		if _, err := io.WriteString(r.out, r.sum.text(time.Since(r.start))); err != nil {
			return err
		}
	}
	if r.sum.status[ingest.Refused] > 0 {
		return errSome
	}
	return nil
}
