package metno

import (
	"encoding/json"
	"math"
	"strconv"
	"time"
)

type meta struct {
	UpdatedAt time.Time         `json:"updated_at"`
	Units     map[string]string `json:"units"`
	Source    origin            `json:"fengtu"`
}

// origin is our own part of an answer.
type origin struct {
	Model       string `json:"model"`
	Run         string `json:"run"`
	Licence     string `json:"licence"`
	Attribution string `json:"attribution"`
}

// step is one time of the series, and what is known of the hours after it: nil where nothing is.
type step struct {
	time                 time.Time
	instant              []detail
	next12, next1, next6 *period
}

type period struct {
	symbol  string // "" where there is none
	details []detail
}

// detail is a value by its name; they are kept in the order of names.
type detail struct {
	name  string
	value float64
}

// write makes the answer, by hand: encoding/json took three quarters of the time of all of it.
func write(coordinates []float64, m meta, steps []step) []byte {
	at, _ := json.Marshal(coordinates) // of finite numbers and strings: neither can fail
	about, _ := json.Marshal(m)
	w := writer(make([]byte, 0, 1024+512*len(steps)))
	w.raw(`{"type":"Feature","geometry":{"type":"Point","coordinates":`, string(at), `},"properties":{"meta":`, string(about), `,"timeseries":[`)
	for i, s := range steps {
		if i > 0 {
			w.raw(",")
		}
		w.raw(`{"time":"`)
		w = s.time.UTC().AppendFormat(w, time.RFC3339)
		w.raw(`","data":{"instant":{"details":`)
		w.details(s.instant)
		w.raw("}")
		w.period("next_12_hours", s.next12)
		w.period("next_1_hours", s.next1)
		w.period("next_6_hours", s.next6)
		w.raw("}}")
	}
	w.raw("]}}")
	return w
}

// writer is JSON that is appended to.
type writer []byte

func (w *writer) raw(texts ...string) {
	for _, text := range texts {
		*w = append(*w, text...)
	}
}

func (w *writer) period(name string, p *period) {
	if p == nil {
		return
	}
	w.raw(`,"`, name, `":{`)
	if p.symbol != "" {
		w.raw(`"summary":{"symbol_code":"`, p.symbol, `"},`)
	}
	w.raw(`"details":`)
	w.details(p.details)
	w.raw("}")
}

// details writes values with one decimal, zero without a sign.
func (w *writer) details(of []detail) {
	w.raw("{")
	for i, d := range of {
		if i > 0 {
			w.raw(",")
		}
		w.raw(`"`, d.name, `":`)
		*w = strconv.AppendFloat(*w, math.Round(d.value*10)/10+0, 'f', 1, 64)
	}
	w.raw("}")
}
