import type { Day, PowerAnswer, PowerSum, Ramp } from '../api/power';
import { megawatts } from '../chart/power-panels';
import { monthDayTime, parseTime } from '../format/time';
import { formatValue } from '../format/units';
import { view, words, zone } from '../state/store';

/** Capacity, ramps and the energy of each day, of the whole and of each group. */
export function EnergyTable({ answer }: { answer: PowerAnswer }) {
  const t = words.value;
  const { total, groups = {}, times } = answer;
  const at = times.indexOf(view.value.time ?? Number.NaN);
  const rows: [string, PowerSum][] = [
    [t.total, total],
    ...Object.keys(groups)
      .sort()
      .map((name): [string, PowerSum] => [name, groups[name] as PowerSum]),
  ];
  return (
    <table class="energy-table">
      <thead>
        <tr>
          <th scope="col">{t.group}</th>
          <th scope="col">
            {t.capacity} <small>MW</small>
          </th>
          <th scope="col">
            {t.powerNow} <small>MW</small>
          </th>
          <th scope="col">
            {t.wholeRun} <small>MWh</small>
          </th>
          {(['largestRise', 'largestFall'] as const).map((name) => (
            <th scope="col" key={name}>
              {t[name]} <small>MW {t.within}</small>
            </th>
          ))}
          {total.energy.map(({ date }) => (
            <th scope="col" key={date}>
              {date.slice(5)} <small>MWh</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, sum]) => (
          <Row key={name} {...{ name, sum, at }} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ name, sum, at }: { name: string; sum: PowerSum; at: number }) {
  const { capacity_MW: capacity, largest_rise: rise, largest_fall: fall, energy } = sum;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatValue(capacity, megawatts(capacity))}</td>
      <td>{formatValue(sum.power_MW[at] ?? null, megawatts(capacity))}</td>
      <Whole energy={energy} />
      {[rise, fall].map((ramp, i) => (
        <td key={i}>
          <Change {...{ ramp, capacity }} />
        </td>
      ))}
      {energy.map((day) => (
        <Energy key={day.date} {...day} />
      ))}
    </tr>
  );
}

function Change({ ramp, capacity }: { ramp: Ramp | null; capacity: number }) {
  if (!ramp) return <>–</>;
  const from = parseTime(ramp.from) ?? 0;
  return (
    <>
      {ramp.change_MW > 0 && '+'}
      {formatValue(ramp.change_MW, megawatts(capacity))}{' '}
      <small>{monthDayTime(from, zone.value)}</small>
    </>
  );
}

/** Of all days together; as honest as the least of them. */
function Whole({ energy: days }: { energy: Day[] }) {
  const known = days.filter(({ hours }) => hours > 0);
  const sum = known.reduce((total, day) => total + day.energy_MWh, 0);
  const hours = known.reduce((total, day) => total + day.hours, 0);
  const hint = words.value.ofHours.replace('{n}', String(Math.round(hours)));
  return <td title={hint}>{known.length ? formatValue(sum, megawatts(sum)) : '–'}</td>;
}

/** A day that the forecast does not cover whole must not look like a calm one. */
function Energy({ energy_MWh: energy, hours, complete }: Day) {
  const hint = words.value.partOfDay.replace('{n}', String(Math.round(hours)));
  return (
    <td class={complete ? undefined : 'partial'} title={complete ? undefined : hint}>
      {hours > 0 ? formatValue(energy, megawatts(energy)) : '–'}
    </td>
  );
}
