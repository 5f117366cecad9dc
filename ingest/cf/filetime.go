package cf

import (
	"regexp"
	"strconv"
	"time"
	"unicode"
)

// nameTime finds times in the names of files and folders: 2026112300, 20261123T0600,
// 2026-11-23_00z, 2024-07-08T18:00:00.
var nameTime = regexp.MustCompile(`(\d{4})([-_]?)(\d{2})([-_]?)(\d{2})(?:[Tt_\-. ]?(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?)?`)

// timeInName gives the first time in a name, and the name without it.
func timeInName(name string) (t time.Time, rest string, ok bool) {
	for from := 0; from < len(name); {
		m := nameTime.FindStringSubmatchIndex(name[from:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if t, end, ok := timeAt(name, m); ok {
			return t, name[:m[0]] + name[end:], true
		}
		from = m[0] + 1
	}
	return time.Time{}, name, false
}

// timeAt reads a match of nameTime, without its hours where letters follow (2020-01-01_10u).
func timeAt(name string, m []int) (t time.Time, end int, ok bool) {
	if m[0] > 0 && unicode.IsDigit(rune(name[m[0]-1])) || name[m[4]:m[5]] != name[m[8]:m[9]] {
		return t, 0, false
	}
	n := func(group int) int {
		if m[2*group] < 0 {
			return 0
		}
		v, _ := strconv.Atoi(name[m[2*group]:m[2*group+1]])
		return v
	}
	end = m[1]
	hour, minute, second := n(6), n(7), n(8)
	if !endsTime(name, end) || hour > 23 || minute > 59 || second > 59 {
		end = m[11]
		hour, minute, second = 0, 0, 0
		if !endsTime(name, end) {
			return t, 0, false
		}
	}
	t = time.Date(n(1), time.Month(n(3)), n(5), hour, minute, second, 0, time.UTC)
	real := n(3) >= 1 && n(3) <= 12 && t.Day() == n(5) && n(1) >= 1900 && n(1) <= 2200
	if end < len(name) && (name[end] == 'z' || name[end] == 'Z') {
		end++
	}
	return t, end, real
}

// endsTime says whether a time may end at i: no digit follows, nor a letter but the Z of UTC.
func endsTime(name string, i int) bool {
	if i < len(name) && (name[i] == 'z' || name[i] == 'Z') {
		i++
	}
	return i >= len(name) || !unicode.IsDigit(rune(name[i])) && !unicode.IsLetter(rune(name[i]))
}
