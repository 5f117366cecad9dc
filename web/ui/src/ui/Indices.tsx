import type { Index, Parcel, ParcelLevel } from '../api/profile';
import { formatNumber, prettyUnits } from '../format/units';
import { titleIn } from '../i18n';
import { view, words } from '../state/store';

export const PARCELS = ['surface', 'mixed_layer', 'most_unstable'] as const;
export type ParcelName = (typeof PARCELS)[number];

interface ParcelsProps {
  parcels: Record<string, Parcel>;
  chosen: ParcelName;
  onChoose: (name: ParcelName) => void;
}

/** What becomes of air that rises from below; the chosen one is drawn. */
export function Parcels({ parcels, chosen, onChoose }: ParcelsProps) {
  const t = words.value;
  const there = PARCELS.filter((name) => parcels[name]);
  if (!there.length) return null;
  return (
    <table class="parcels">
      <thead>
        <tr>
          <th scope="col">{t.parcel}</th>
          <th scope="col">CAPE</th>
          <th scope="col">CIN</th>
          <th scope="col">LCL</th>
          <th scope="col">LFC</th>
          <th scope="col">EL</th>
        </tr>
      </thead>
      <tbody>
        {there.map((name) => (
          <tr key={name}>
            <th scope="row">
              <label>
                <input
                  type="radio"
                  name="parcel"
                  checked={name === chosen}
                  onChange={() => onChoose(name)}
                />
                {t[name]}
              </label>
            </th>
            <ParcelCells parcel={parcels[name] as Parcel} name={name} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ParcelCells({ parcel, name }: { parcel: Parcel; name: string }) {
  const number = (value: number | null) => (value === null ? '–' : formatNumber(value, 0));
  const level = (at: ParcelLevel | null) => number(at && at.pressure / 100);
  return (
    <>
      <td data-index={`${name}-cape`} data-value={parcel.cape ?? ''}>
        {number(parcel.cape)}
      </td>
      <td>{number(parcel.cin)}</td>
      <td>{level(parcel.lcl)}</td>
      <td>{level(parcel.lfc)}</td>
      <td>{level(parcel.el)}</td>
    </>
  );
}

/** Decimals by unit; what is not listed is told to a tenth. */
const DECIMALS: Record<string, number> = { m: 0, 'J kg-1': 0, 'm2 s-2': 0 };
const SHOWN: Record<string, string> = { '1': '', 'kg m-2': 'mm', 'm s-1': 'm/s', 'K m-1': 'K/km' };
const FACTORS: Record<string, number> = { 'K m-1': 1000 };

/** As the server computes them. */
export function Indices({ indices }: { indices: Index[] }) {
  return (
    <dl class="index-list">
      {indices.map(({ name, title, units, value, missing }) => (
        <div key={name} title={missing}>
          <dt>{titleIn(view.value.language, title)}</dt>
          <dd data-index={name} data-value={value ?? ''}>
            {value === null
              ? '–'
              : formatNumber(value * (FACTORS[units] ?? 1), DECIMALS[units] ?? 1)}{' '}
            <small>{value === null ? '' : (SHOWN[units] ?? prettyUnits(units))}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
