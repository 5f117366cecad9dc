package cf

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

var (
	// leadAtEnd finds the lead time that a file's name ends with, in hours: _f006, _+6h, _step12, _024h,
	// or in minutes: _f006min, _30min.
	leadAtEnd = regexp.MustCompile(`(?i)[_.-](?:(?:f|step|\+)(\d{1,4})h?|(\d{1,4})h|(?:f|\+)?(\d{1,4})min)$`)
	// outputName is what FengWu's inference calls its steps, from output_0 at +6 h on.
	outputName = regexp.MustCompile(`(?i)^output_?(\d{1,3})$`)
)

// fengwuStep is the time between the steps of the FengWu family, where nobody says another.
const fengwuStep = 6 * time.Hour

const noTime = "it has no time: add a coordinate variable time with units like \"hours since 2026-11-23\", " +
	"or put the run and the step into the names, as in 2026112300/fengwu_f006.nc"

// namedTime gives the valid time of a file without one inside. The run is what the folder's name
// says (or that of the folder around it, where it is called output or the like), or the first of
// two times in the file's name, unless the caller or dataset.json says another. The valid time is
//
//   - the second time in the file's name, or the only one where the run is known otherwise,
//   - the run and the lead time that the name ends with,
//   - for FengWu's channels in output_i, the run and (i+1) steps, of 6 h where nobody says another,
//   - for channels of the family, the only time in the names, with a note of the run as the same.
//
// Everything else is refused.
func (r *reader) namedTime() (time.Time, error) {
	_, stem, _ := memberInName(stemOf(r.src.Path()))
	named, rest, dated := timeInName(stem)
	second, _, both := timeInName(rest)
	run := r.runOfFolder()
	switch {
	case r.runSaid:
		run = r.run
	case !r.runBeside.IsZero():
		run = r.runBeside
	}
	if both && run.IsZero() {
		run, named = named, second
	}
	valid, how, err := r.validByName(stem, run, named, dated)
	if err != nil {
		return valid, err
	}
	if run.IsZero() {
		run = r.run
	}
	if run.IsZero() || valid.Before(run) {
		return valid, errors.New("it has no time inside, and the one in the file's name, " + forecast.FormatTime(valid) +
			", is before the run " + forecast.FormatTime(run))
	}
	r.run = run
	r.note("no time inside: the valid time is %s by %s, of the run %s", forecast.FormatTime(valid), how, forecast.FormatTime(run))
	return valid, nil
}

// validByName finds the valid time, and says by what. run and named are zero where unknown.
func (r *reader) validByName(stem string, run, named time.Time, dated bool) (valid time.Time, how string, err error) {
	lead := leadAtEnd.FindStringSubmatch(stem)
	output := outputName.FindStringSubmatch(stem)
	switch {
	case lead != nil && (dated || !run.IsZero()):
		n, _ := strconv.Atoi(lead[1] + lead[2] + lead[3])
		unit := time.Hour
		if lead[3] != "" {
			unit = time.Minute
		}
		from := run
		if run.IsZero() {
			from = named
		}
		valid = from.Add(time.Duration(n) * unit)
		if dated && !named.Equal(from) && !named.Equal(valid) {
			return valid, "", errors.New("it has no time inside, and those in the names of file and folder contradict each other")
		}
		return valid, "the lead time in the file's name", nil
	case dated && (!run.IsZero() || r.isFengWu()): // else it may as well be the run
		return named, "the file's name", nil
	case output != nil && r.isFengWu() && run.IsZero():
		return valid, "", errors.New("it has no time, and nothing tells its run: put " + filepath.Base(r.src.Path()) +
			" into a folder named for the run, such as 2026112300, or say --run or the run in dataset.json")
	case output != nil && r.isFengWu():
		i, _ := strconv.Atoi(output[1])
		step := r.step
		if step == 0 {
			step = fengwuStep
		}
		return run.Add(time.Duration(i+1) * step), fmt.Sprintf("the file's name, as FengWu's output_0 is one step, %g h, after the run", step.Hours()), nil
	}
	return valid, "", errors.New(noTime)
}

// runOfFolder gives the time that the file's folder is named for, zero where it is none.
func (r *reader) runOfFolder() time.Time {
	dir := filepath.Dir(r.src.Path())
	for range 3 {
		name := filepath.Base(dir)
		if t, rest, ok := timeInName(name); ok && strings.Trim(rest, "_-.zZ") == "" {
			return t
		}
		if _, isMember := memberFolder(name); !isMember && !genericFolders[slug(name)] {
			break
		}
		dir = filepath.Dir(dir)
	}
	return time.Time{}
}

// isFengWu says whether the file holds the channels of a step of FengWu, or an array in a form that
// only its decoders and its relatives' write.
func (r *reader) isFengWu() bool {
	for _, o := range r.orders {
		if o.order != nil {
			return true
		}
	}
	return r.flatFengWu()
}
