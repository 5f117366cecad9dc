package cf

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

const (
	fengwu    = "fengwu"
	fengwuGHR = "fengwu-ghr"
	orcaDL    = "orca-dl"
)

// noLicence is the licence of a dataset of which nobody says one.
const noLicence = "not stated by the producer: ask before passing the data on"

// products are the datasets that are known by name, or by what their files say of themselves. What
// the file or dataset.json says goes before their licence and attribution. The producers publish
// licences of code and weights, but state none for what the models compute.
var products = map[string]forecast.Dataset{
	fengwu: {ID: fengwu, Title: "FengWu", TitleZH: "风乌", Attribution: "FengWu (OpenEarthLab)"},
	fengwuGHR: {
		ID: fengwuGHR, Title: "FengWu-GHR", TitleZH: "风乌 GHR", Attribution: "FengWu-GHR",
		Licence: "model weights CC BY-NC-SA 4.0; for the forecasts " + noLicence,
	},
	orcaDL: {ID: orcaDL, Title: "ORCA-DL", TitleZH: "ORCA-DL 海洋", Attribution: "ORCA-DL (OpenEarthLab)"},
}

// product gives the id of the known product that wrote the file, "" where it is another, also one
// that only names a known product to say what it is like.
func (r *reader) product() string {
	if strings.Contains(attrFold(r.src.Attrs(), "description"), "model: FengWu-GHR") {
		return fengwuGHR
	}
	for i := range r.vars {
		if o := r.orders[r.vars[i].Name].order; o != nil {
			return o.dataset
		}
	}
	if r.flatFengWu() {
		r.note("its 69 variables are named as a decoder of FengWu's arrays does: taken as %s unless something else names the dataset", fengwu)
		return fengwu
	}
	return ""
}

// flatFengWu knows the files of a public decoder of FengWu's arrays: 69 variables without time, one
// each channel, with sea level pressure as mslp. Others write the same channels with times.
func (r *reader) flatFengWu() bool {
	for _, name := range fengwuOrder.channels {
		if name == "msl" {
			name = "mslp"
		}
		if v := r.index[strings.ReplaceAll(name, "_", "")]; v == nil || len(v.Dims) != 2 {
			return false
		}
	}
	return true
}

// dataset finds which dataset the file belongs to: what the caller says, dataset.json beside the
// file or in one of three folders above, the attribute fengtu_dataset, a known product, the
// folder's name, the file's name. Licence and attribution come from dataset.json or the file.
func (r *reader) dataset(id string) (forecast.Dataset, error) {
	const op = "cf.Read"
	attrs := r.src.Attrs()
	beside, err := besideFile(r.src.Path())
	d := beside.Dataset
	if err != nil {
		return d, err
	}
	if r.runBeside, err = beside.run(); err != nil {
		return d, err
	}
	if r.step == 0 {
		r.step = time.Duration(beside.StepHours * float64(time.Hour)).Round(time.Second)
	}
	if id != "" && id != d.ID {
		d = forecast.Dataset{ID: id}
	}
	if d.ID == "" {
		d.ID = slug(attrFold(attrs, "fengtu_dataset"))
	}
	if d.ID == "" {
		d.ID = first(r.product(), idFromPath(r.src.Path()))
	}
	known := products[d.ID]
	d.Title, d.TitleZH = first(d.Title, known.Title), first(d.TitleZH, known.TitleZH)
	if !forecast.ValidID(d.ID) {
		return d, forecast.Errorf(forecast.Invalid, op, "%q cannot name a dataset: use 1 to 64 lower case letters, digits and hyphens, and not the word best", d.ID)
	}
	title := attrFold(attrs, "title")
	if strings.EqualFold(title, "unknown") {
		title = ""
	}
	d.Title = first(d.Title, title, d.ID)
	d.TitleZH = first(d.TitleZH, attrFold(attrs, "title_zh"))
	d.Licence = first(d.Licence, attrFold(attrs, "license", "licence"), known.Licence, noLicence)
	if d.Licence == noLicence {
		r.note("no licence is stated: say it in dataset.json beside the file")
	}
	d.Attribution = first(d.Attribution, attrFold(attrs, "attribution", "credit", "institution"), known.Attribution)
	return d, nil
}

// first gives the first text that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// sidecar is what dataset.json says: what the dataset is, and for files that have no times inside
// which run they are of and how far their numbered steps are apart.
type sidecar struct {
	forecast.Dataset
	Run       string  `json:"run"`
	StepHours float64 `json:"step_hours"`
}

// run gives the reference time, zero where none is said.
func (s sidecar) run() (time.Time, error) {
	if s.StepHours < 0 || s.StepHours > 1e5 {
		return time.Time{}, forecast.Errorf(forecast.Invalid, "cf.Read", "step_hours in dataset.json is %g: give the hours from one step to the next", s.StepHours)
	}
	if s.Run == "" {
		return time.Time{}, nil
	}
	return forecast.ParseTime(s.Run)
}

// besideFile reads dataset.json from the file's folder or one of three above it.
func besideFile(path string) (sidecar, error) {
	var d sidecar
	dir := filepath.Dir(path)
	for range 4 {
		name := filepath.Join(dir, "dataset.json")
		text, err := os.ReadFile(name)
		if err == nil {
			if err := json.Unmarshal(text, &d); err != nil {
				return d, forecast.Errorf(forecast.Invalid, "cf.Read", "%s is not JSON: %w", filepath.Base(dir)+"/dataset.json", err)
			}
			return d, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return d, forecast.Errorf(forecast.Internal, "cf.Read", "dataset.json cannot be read: %w", err)
		}
		dir = filepath.Dir(dir)
	}
	return d, nil
}

// genericFolders say nothing of what is in them.
var genericFolders = func() map[string]bool {
	m := map[string]bool{}
	for s := range strings.FieldsSeq("data tmp temp nc netcdf download downloads output outputs out inbox incoming input inputs " +
		"output-data files forecast forecasts archive test testdata shared public raw work home root pressure surface latest watch store") {
		m[s] = true
	}
	return m
}()

// leadInName finds the lead time that a file's name ends with.
var leadInName = regexp.MustCompile(`(?i)[_-](f|step|\+)?\d{1,4}(h|min)?$`)

// idFromPath makes an id of the first folder above the file that is not a time or a member, unless
// its name says nothing; then of the file's name, without times and member.
func idFromPath(path string) string {
	dir := filepath.Dir(path)
	for {
		name := filepath.Base(dir)
		_, isMember := memberFolder(name)
		if _, rest, ok := timeInName(name); !isMember && (!ok || slug(rest) != "") {
			if id := slug(name); strings.Trim(id, "-0123456789") != "" && !genericFolders[id] {
				return id
			}
			break
		}
		dir = filepath.Dir(dir)
	}
	_, stem, _ := memberInName(stemOf(path))
	for {
		_, rest, ok := timeInName(stem)
		if !ok {
			break
		}
		stem = rest
	}
	return first(slug(leadInName.ReplaceAllString(strings.TrimRight(stem, "_-"), "")), slug(stem), "dataset")
}

// slug makes an id of any text.
func slug(s string) string {
	fields := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	id := strings.Join(fields, "-")
	return strings.TrimRight(id[:min(len(id), 64)], "-")
}
