package gridfile

import (
	"bufio"
	"errors"
	"os"
	"strconv"
	"strings"
	"time"
)

// CSV begins a table of a line for each time and node: time, lat, lon, and a column for each
// variable, named with its units. Nodes at which every variable is missing are left out.
func CSV(path string, spec Spec) (Writer, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	w := &csvWriter{spec: spec, file: f, out: bufio.NewWriterSize(f, 1<<16), digits: -1, values: make([][]float32, len(spec.Variables))}
	if spec.Plane != nil {
		w.digits = 6 // they come of a formula: to a decimetre
	}
	w.line = append(w.line, "time,lat,lon"...)
	for i, v := range spec.Variables {
		w.line = append(append(w.line, ','), v.Name...)
		if v.Units != "1" {
			w.line = append(append(w.line, '_'), strings.ReplaceAll(v.Units, " ", "_")...)
		}
		w.values[i] = make([]float32, spec.Rows()*spec.Cols())
	}
	w.line = append(w.line, '\n')
	if _, err := w.out.Write(w.line); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return w, nil
}

type csvWriter struct {
	spec   Spec
	file   *os.File
	out    *bufio.Writer
	digits int         // of latitudes and longitudes; -1 for all
	values [][]float32 // of the time at hand
	line   []byte
	done   bool
}

// Put implements Writer.
func (w *csvWriter) Put(variable, at int, values []float32) error {
	copy(w.values[variable], values)
	if variable < len(w.values)-1 {
		return nil
	}
	when := w.spec.Times[at].UTC().Format(time.RFC3339)
	for i := range w.values[0] {
		any := false
		w.line = append(append(w.line[:0], when...), ',')
		lat, lon := w.spec.Node(i)
		w.line = strconv.AppendFloat(w.line, lat, 'f', w.digits, 64)
		w.line = append(w.line, ',')
		w.line = strconv.AppendFloat(w.line, lon, 'f', w.digits, 64)
		for _, values := range w.values {
			w.line = append(w.line, ',')
			if v := values[i]; v == v {
				any = true
				w.line = strconv.AppendFloat(w.line, float64(v), 'g', 6, 32)
			}
		}
		if w.line = append(w.line, '\n'); !any {
			continue
		}
		if _, err := w.out.Write(w.line); err != nil {
			return err
		}
	}
	return nil
}

// Close implements Writer.
func (w *csvWriter) Close() error {
	w.done = true
	return errors.Join(w.out.Flush(), w.file.Close())
}

// Abort implements Writer.
func (w *csvWriter) Abort() {
	if !w.done {
		w.done = true
		_ = w.file.Close() // nobody wants it
		_ = os.Remove(w.file.Name())
	}
}
