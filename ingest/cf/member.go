package cf

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// Member is a member of an ensemble and its place on the variable's dimension of members.
type Member struct{ Index, Number int }

// maxMember bounds a member's number: more is a date or a mistake.
const maxMember = 9999

// findMembers finds which members the file holds: from a dimension, a scalar variable, a global
// attribute, the name of the file or of its folder. The plan has none where nothing tells one.
func (r *reader) findMembers() error {
	numbers, from, err := r.membersInside()
	if err == nil && numbers == nil {
		numbers, from, err = r.memberOfNames()
	}
	if err != nil {
		return forecast.Errorf(forecast.Invalid, "cf.Read", "%w", err)
	}
	if numbers == nil {
		return nil
	}
	slices.Sort(numbers)
	r.plan.Members = slices.Compact(numbers)
	if len(r.plan.Members) == 1 {
		r.note("it is member %d of an ensemble by %s", r.plan.Members[0], from)
	} else {
		r.note("it holds %d members of an ensemble, %s, by %s", len(r.plan.Members), spanOf(r.plan.Members), from)
	}
	return nil
}

func spanOf(numbers []int) string {
	return fmt.Sprintf("%d to %d", numbers[0], numbers[len(numbers)-1])
}

// membersInside gives the members that dimensions, scalars and attributes tell.
func (r *reader) membersInside() (numbers []int, from string, err error) {
	seen := map[string]bool{}
	for i := range r.vars {
		v := &r.vars[i]
		for _, d := range v.Dims {
			if seen[d.Name] || len(v.Dims) < 3 || !r.isData(v) || r.axis(d.Name).class != member {
				continue
			}
			seen[d.Name] = true
			along, err := r.numbersAlong(d)
			if err != nil {
				return nil, "", err
			}
			numbers, from = append(numbers, along...), "the dimension "+d.Name
		}
	}
	if numbers == nil {
		for i := range r.vars {
			if v := &r.vars[i]; numbers == nil && v.size() == 1 && v.Kind == Number && classByMeaning(v) == member {
				if numbers, err = r.memberNumbers(v); err != nil {
					return nil, "", err
				}
				from = v.Name
			}
		}
	}
	if len(numbers) == 1 && numbers[0] == 0 && !r.saysEnsemble(from) {
		r.note("number is 0, and nothing else says that the file is of an ensemble: taken as a forecast without members")
		return nil, "", nil
	}
	if numbers != nil {
		return numbers, from, nil
	}
	return r.memberOfAttributes()
}

// saysEnsemble says whether the only member, numbered 0, is the control of an ensemble. Readers of
// GRIB give a variable number to every file, and only its other attributes tell.
func (r *reader) saysEnsemble(from string) bool {
	if strings.TrimPrefix(from, "the dimension ") != "number" {
		return true
	}
	for i := range r.vars {
		v := &r.vars[i]
		kind, total := v.text("GRIB_dataType"), v.Attrs["GRIB_totalNumber"].Numbers
		if kind == "cf" || kind == "pf" || len(total) == 1 && total[0] > 1 {
			return true
		}
	}
	return false
}

// numbersAlong gives the number of each member along a dimension.
func (r *reader) numbersAlong(d Dim) ([]int, error) {
	numbers := make([]int, d.Len)
	if v := r.axis(d.Name).v; v != nil {
		var err error
		if numbers, err = r.memberNumbers(v); err != nil {
			return nil, err
		}
	} else if labels, named, err := r.labels(d); err != nil {
		return nil, err
	} else if named {
		for i, label := range labels {
			n, ok := memberLabel(label)
			if !ok {
				return nil, fmt.Errorf("its dimension %s has a member called %q: number the members", d.Name, label)
			}
			numbers[i] = n
		}
	} else {
		r.note("%s: has no values: its %d members are numbered from 0", d.Name, d.Len)
		for i := range numbers {
			numbers[i] = i
		}
	}
	seen := map[int]bool{}
	for _, n := range numbers {
		if seen[n] {
			return nil, fmt.Errorf("its dimension %s holds member %d twice: remove one", d.Name, n)
		}
		seen[n] = true
	}
	if len(numbers) == 0 || len(numbers) != d.Len {
		return nil, fmt.Errorf("its dimension %s of members is empty", d.Name)
	}
	return numbers, nil
}

// memberNumbers reads a variable of members.
func (r *reader) memberNumbers(v *Var) ([]int, error) {
	values, err := r.numbers(v)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(values))
	for i, x := range values {
		if !isMember(x) {
			return nil, fmt.Errorf("%s holds %g, which is no number of a member: number them from 0, the control", v.Name, x)
		}
		out[i] = int(x)
	}
	return out, nil
}

func isMember(x float64) bool { return x == math.Trunc(x) && x >= 0 && x <= maxMember }

// memberAttrs are the global attributes that tell the member; realization only where the file is
// not of the CMIP archives, in which every simulation has one.
var memberAttrs = []string{"ensemble_member", "member", "member_number", "ensemble_member_number", "perturbation_number", "perturbationNumber", "realization"}

func (r *reader) memberOfAttributes() (numbers []int, from string, err error) {
	attrs := r.src.Attrs()
	for _, name := range memberAttrs {
		a, ok := attrs[name]
		if !ok || name == "realization" && attrFold(attrs, "experiment_id", "mip_era") != "" {
			continue
		}
		if n, ok := memberLabel(a.Text); ok {
			return []int{n}, "the attribute " + name, nil
		}
		if len(a.Numbers) == 1 && isMember(a.Numbers[0]) {
			return []int{int(a.Numbers[0])}, "the attribute " + name, nil
		}
		r.note("the attribute %s is no number of a member: ignored", name)
	}
	return nil, "", nil
}

// memberOf gives where a variable's members lie: the dimension, -1 where it has none, and each
// member. A variable without members in a file that has some is the same for all of them.
func (r *reader) memberOf(v *Var) (dim int, members []Member, err error) {
	for i, d := range v.Dims {
		if r.axis(d.Name).class != member {
			continue
		}
		if members != nil {
			return 0, nil, errors.New("it has a second dimension of members, " + d.Name)
		}
		numbers, err := r.numbersAlong(d)
		if err != nil {
			return 0, nil, err
		}
		dim = i
		for k, n := range numbers {
			members = append(members, Member{k, n})
		}
	}
	switch {
	case r.plan.Members == nil && len(members) < 2:
		return -1, []Member{{}}, nil
	case members != nil:
		return dim, members, nil
	}
	for _, n := range r.plan.Members {
		members = append(members, Member{0, n})
	}
	if len(members) > 1 {
		r.note("%s: has no dimension of members: taken as the same for all", v.Name)
	}
	return -1, members, nil
}

// spreadWords find a variable that is a measure of how members differ, in the units of what they are.
var spreadWords = regexp.MustCompile(`(?:realization|member|number|ensemble)\s*:\s*(?:standard_deviation|variance|range)|ensemble (?:spread|standard deviation|variance)`)

func isSpread(v *Var) bool {
	return v.text("GRIB_dataType") == "es" || spreadWords.MatchString(v.prose())
}

var (
	// memberWord finds a member in a name: member_03, mem003, realization-7, ens05, and gep21 of GEFS.
	memberWord = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:(?:(?:ens(?:emble)?[-_]?)?(?:member|memb|mem|mbr)|reali[sz]ation|perturbation|pert)[-_]?|ens|gep)(\d{1,3})(?:[^a-z0-9]|$)`)
	// controlWord finds a control at the end of a name.
	controlWord = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:ctl|ctrl|gec00)$`)
	// memberText is a member's name by itself: 3, m03, p21, member 7, r2i1p1f1.
	memberText = regexp.MustCompile(`(?i)^(?:m|p|r|ens|mem|member|realization|perturbation)?[-_ ]?(\d{1,4})(?:i\d+p\d+(?:f\d+)?)?$`)
	// ghrMember finds the member in the names that the FengWu-GHR writer gives the files of an ensemble.
	ghrMember = regexp.MustCompile(`_(?:pressure|surface)_(\w+)$`)
)

// memberLabel reads the name of a member.
func memberLabel(s string) (int, bool) {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "control", "ctl", "ctrl", "cf", "c00":
		return 0, true
	}
	m := memberText.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.Atoi(m[1])
	return n, true
}

// memberInName finds a member in the name of a file or folder, and gives the name without it.
func memberInName(name string) (n int, rest string, ok bool) {
	if m := memberWord.FindStringSubmatchIndex(name); m != nil {
		n, _ = strconv.Atoi(name[m[2]:m[3]])
		return n, name[:m[0]] + name[m[3]:], true
	}
	if m := controlWord.FindStringIndex(name); m != nil {
		return 0, name[:m[0]], true
	}
	return 0, name, false
}

// memberFolder says whether a folder is named for a member and nothing else.
func memberFolder(name string) (int, bool) {
	n, rest, ok := memberInName(name)
	return n, ok && slug(rest) == ""
}

// stemOf gives a file's name without its ending.
func stemOf(path string) string {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// memberOfNames gives the member that the name of the file tells, or one of three folders above.
func (r *reader) memberOfNames() (numbers []int, from string, err error) {
	stem := stemOf(r.src.Path())
	if m := ghrMember.FindStringSubmatch(stem); m != nil && r.product() == fengwuGHR {
		n, ok := memberLabel(m[1])
		if !ok {
			return nil, "", fmt.Errorf("its name says it is member %q of an ensemble: number the members, as in %s", m[1], strings.TrimSuffix(stem, m[1])+"3")
		}
		return []int{n}, "the file's name", nil
	}
	if n, _, ok := memberInName(stem); ok {
		return []int{n}, "the file's name", nil
	}
	dir := filepath.Dir(r.src.Path())
	for range 3 {
		if n, ok := memberFolder(filepath.Base(dir)); ok {
			return []int{n}, "the folder's name", nil
		}
		dir = filepath.Dir(dir)
	}
	return nil, "", nil
}
