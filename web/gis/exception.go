package gis

import (
	"encoding/xml"
	"errors"

	"github.com/fengtu/fengtu/forecast"
)

// The codes of the standard for what may be wrong with a request.
const (
	NoLayer     = "LayerNotDefined"
	NoStyle     = "StyleNotDefined"
	NoCRS       = "InvalidCRS"
	NoFormat    = "InvalidFormat"
	NoTime      = "InvalidDimensionValue"
	NoPoint     = "InvalidPoint"
	NoOperation = "OperationNotSupported"
)

// coded is an error with a code of the standard.
type coded struct {
	error
	code string
}

func (e coded) Unwrap() error { return e.error }

// Coded gives an error a code of the standard; nil stays nil.
func Coded(code string, err error) error {
	if err == nil {
		return nil
	}
	return coded{err, code}
}

func wrong(code, format string, args ...any) error {
	return Coded(code, forecast.Errorf(forecast.Invalid, "web.wms", format, args...))
}

// Exception is what a client reads of an error: its code, if it has one, and what the asker may know.
func Exception(err error, detail string) ([]byte, error) {
	out := exceptions{Version: "1.3.0", OGC: "http://www.opengis.net/ogc", Exception: exception{Detail: detail}}
	if e := (coded{}); errors.As(err, &e) {
		out.Exception.Code = e.code
	}
	body, err := xml.MarshalIndent(out, "", " ")
	return append([]byte(xml.Header), body...), err
}
