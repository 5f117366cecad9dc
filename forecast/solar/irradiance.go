package solar

// Erbs parts the global radiation on a horizontal plane into beam (on a plane that faces the sun)
// and diffuse, in W m-2, by the clearness index (Erbs, Klein and Duffie 1982). up is the cosine of
// the zenith angle. With the sun less than 3° above the horizon all is diffuse.
func Erbs(global, up, extra float64) (beam, diffuse float64) {
	if up < leastBeam {
		return 0, global
	}
	diffuse = global * diffuseFraction(global/(extra*max(up, leastIndexed)))
	return (global - diffuse) / up, diffuse
}

// leastBeam is the least sine of the sun's height with a beam: that of 3°.
const leastBeam = 0.052336

// leastIndexed is the least sine of the sun's height that counts in the clearness index (86.3° from the
// zenith).
const leastIndexed = 0.065

// diffuseFraction gives the part of radiation that is diffuse, by the clearness index.
func diffuseFraction(kt float64) float64 {
	switch kt = min(max(kt, 0), 1); {
	case kt <= 0.22:
		return 1 - 0.09*kt
	case kt <= 0.8:
		return 0.9511 + kt*(-0.1604+kt*(4.388+kt*(-16.638+kt*12.336)))
	}
	return 0.165
}

// HayDavies gives the diffuse radiation of the sky on a tilted plane, in W m-2: that around the sun
// comes as the beam does, the rest from everywhere (Hay and Davies 1980). incidence is the cosine
// of the angle between the plane's normal and the sun.
func HayDavies(beam, diffuse, extra, up, incidence, cosTilt float64) float64 {
	const least = 0.01745 // the cosine of 89°
	circumsolar := beam / extra
	return diffuse * ((1-circumsolar)*(1+cosTilt)/2 + circumsolar*max(incidence, 0)/max(up, least))
}
