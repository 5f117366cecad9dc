import type { Run } from '../api/types';
import type { Panel } from '../chart/panels';
import { clock, leadTime, monthDayTime } from '../format/time';
import { compassPoint, formatValue } from '../format/units';
import { titleIn, weekday } from '../i18n';
import { chooseTime } from '../state/actions';
import { view, words, zone } from '../state/store';

/** "周四 11-26 08:00" on the local clock */
function dayAndTime(time: number): string {
  const day = weekday(view.value.language, clock(time, zone.value).weekday);
  return `${day} ${monthDayTime(time, zone.value)}`;
}

interface TableProps {
  run: Run;
  times: number[];
  panels: Panel[];
}

export function ForecastTable({ run, times, panels }: TableProps) {
  const t = words.value;
  const { language, time: chosen } = view.value;
  const columns = panels.flatMap(({ series }) => series);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{zone.value === 'Asia/Shanghai' ? t.beijingTime : t.localTime}</th>
          <th scope="col">UTC</th>
          <th scope="col">{t.lead}</th>
          {columns.map(({ name, title, display }) => (
            <th scope="col" key={name}>
              {titleIn(language, title)} <small>{display.units}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {times.map((time, i) => (
          <tr
            key={time}
            aria-current={time === chosen ? 'time' : undefined}
            onClick={() => chooseTime(time)}
          >
            <th scope="row">{dayAndTime(time)}</th>
            <td>{monthDayTime(time, 'UTC')}</td>
            <td>{leadTime(time, run.reference)}</td>
            {columns.map(({ name, values, directions, display, missing }) => (
              <td key={name} title={values[i] === null ? missing : undefined}>
                {typeof directions?.[i] === 'number' && `${compassPoint(directions[i])} `}
                {formatValue(values[i] ?? null, display)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
