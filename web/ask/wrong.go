package ask

import "github.com/fengtu/fengtu/forecast"

// Wrong says what is wrong with a request, with kind Invalid.
func Wrong(format string, args ...any) error {
	return forecast.Errorf(forecast.Invalid, "web.ask", format, args...)
}
