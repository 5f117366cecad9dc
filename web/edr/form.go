package edr

import (
	"mime"
	"strings"
)

// form is a format of answers.
type form string

// The forms.
const (
	coverageJSON form = "CoverageJSON"
	commaText    form = "CSV"
	netCDF       form = "NetCDF"
)

// forms are the formats by the names that requests have for them, in small letters.
var forms = map[string]form{
	"coveragejson": coverageJSON, "covjson": coverageJSON, "json": coverageJSON,
	"application/vnd.cov+json": coverageJSON, "application/prs.coverage+json": coverageJSON, "application/json": coverageJSON,
	"csv": commaText, "text/csv": commaText,
	"netcdf": netCDF, "application/x-netcdf": netCDF, "application/netcdf": netCDF,
}

// formOf gives the format that f says, or else the first of an Accept header that there is.
func formOf(f, accept string) (form, error) {
	if f != "" {
		found, ok := forms[strings.ToLower(f)]
		if !ok {
			return "", invalid("f is CoverageJSON, CSV or NetCDF, not %q", f)
		}
		return found, nil
	}
	for item := range strings.SplitSeq(accept, ",") {
		kind, _, err := mime.ParseMediaType(item)
		if found, ok := forms[kind]; ok && err == nil {
			return found, nil
		}
	}
	return coverageJSON, nil
}

// maxRanges bounds the parameters of all coverages of an answer: each describes its own.
const maxRanges = 20_000

// encode writes coverages in the form asked for.
func (h Handler) encode(q *ask, coverages []*coverage) (Body, error) {
	switch q.form {
	case commaText:
		return Body{"text/csv; charset=utf-8", q.dataset.ID + ".csv", csv(coverages)}, nil
	case netCDF:
		return h.netcdf(q, coverages)
	}
	ranges := 0
	for _, c := range coverages {
		ranges += len(c.params)
	}
	if ranges > maxRanges {
		return Body{}, invalid("%d ranges are more than the %d of one answer: take f=CSV, or %w", ranges, maxRanges, ErrTooLarge)
	}
	return Body{"application/vnd.cov+json", "", covjson(q.instance, coverages)}, nil
}
