// Small members of the family for the tests: an ensemble and a monthly ocean, as CDL that ncgen turns
// into NetCDF. They are formulae, and no forecasts: the synthetic weather takes longer.
const STEP = 5;
const MEMBERS = [0, 1, 2];
const RADIANS = Math.PI / 180;

const every = (from, to) => Array.from({ length: (to - from) / STEP + 1 }, (_, i) => from + i * STEP);

/** Waves that move east, and part with the member's number. */
const wave = (hour, member, lat, lon) => Math.sin((3 * lon - 4 * hour) * RADIANS + 0.4 * member) * Math.cos(lat * RADIANS);

export const ENSEMBLE = {
  units: 'hours since 2026-11-23',
  times: [0, 6, 12],
  lats: every(-90, 90),
  lons: every(0, 355),
  variables: {
    t2m: ['K', (...at) => 255 + 45 * Math.cos(at[2] * RADIANS) ** 2 + 6 * wave(...at)],
    u10: ['m s-1', (...at) => 4 + 6 * wave(...at)],
    v10: ['m s-1', (...at) => 5 * wave(...at) - 1],
  },
};

/** °C: the mean of the season, and a warm pool that grows by months and with the member's number. */
function surface(month, member, lat, lon) {
  const pool = Math.exp(-(((lon - 215) / 30) ** 2) - (lat / 8) ** 2);
  return 27 - 0.01 * lat * lat + pool * (0.5 + 0.2 * month) * (0.7 + 0.3 * member);
}

const firstOf = (month) => (Date.UTC(2027, month) - Date.UTC(2027, 0)) / 86_400_000;

export const OCEAN = {
  units: 'days since 2027-01-01',
  times: Array.from({ length: 12 }, (_, month) => firstOf(month)),
  lats: every(-30, 30),
  lons: every(120, 290),
  variables: { sst: ['degC', (day, ...at) => surface(Math.round(day / 30.4), ...at)] },
};

export function cdlOf({ units, times, lats, lons, variables }) {
  const valuesOf = (at) =>
    times.flatMap((time) => MEMBERS.flatMap((member) => lats.flatMap((lat) => lons.map((lon) => at(time, member, lat, lon).toFixed(3)))));
  const each = (write) => Object.entries(variables).map(([name, [unit, at]]) => write(name, unit, at)).join('\n');
  return `netcdf family {
dimensions: time = ${times.length}; member = ${MEMBERS.length}; lat = ${lats.length}; lon = ${lons.length};
variables:
 double time(time); time:standard_name = "time"; time:units = "${units}";
 double start; start:standard_name = "forecast_reference_time"; start:units = "${units}";
 int member(member); member:standard_name = "realization";
 double lat(lat); lat:standard_name = "latitude"; lat:units = "degrees_north";
 double lon(lon); lon:standard_name = "longitude"; lon:units = "degrees_east";
${each((name, unit) => ` float ${name}(time, member, lat, lon); ${name}:units = "${unit}"; ${name}:coordinates = "start";`)}
 :Conventions = "CF-1.8"; :license = "CC0-1.0";
data:
 time = ${times}; start = 0; member = ${MEMBERS}; lat = ${lats}; lon = ${lons};
${each((name, unit, at) => ` ${name} = ${valuesOf(at)};`)}
}
`;
}
