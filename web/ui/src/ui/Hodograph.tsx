import { LAYER_TOPS, outerRing, stretches, type Wind } from '../chart/hodograph';
import { words } from '../state/store';

const RADIUS = 100;
const SIZE = 2 * RADIUS + 16;

/** Where the wind goes to with height, from the ground to 12 km: its ends joined, by layer. */
export function Hodograph({ winds }: { winds: Wind[] }) {
  const low = winds.filter(({ height }) => height <= (LAYER_TOPS.at(-1) ?? 0));
  const outer = outerRing(low);
  const at = ({ u, v }: Pick<Wind, 'u' | 'v'>) =>
    `${((u / outer) * RADIUS).toFixed(1)} ${((-v / outer) * RADIUS).toFixed(1)}`;
  const rings = Array.from({ length: outer / 10 }, (_, i) => (i + 1) * 10);
  return (
    <figure class="hodograph">
      <svg
        viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`}
        role="img"
        aria-label={words.value.hodograph}
      >
        {rings.map((speed) => (
          <circle key={speed} class="ring" r={(speed / outer) * RADIUS} />
        ))}
        <path class="ring" d={`M${-RADIUS} 0H${RADIUS}M0 ${-RADIUS}V${RADIUS}`} />
        {rings
          .filter((speed) => speed % 20 === 0 || outer <= 30)
          .map((speed) => (
            <text key={speed} class="ring-label" x={2} y={(speed / outer) * RADIUS - 2}>
              {speed}
            </text>
          ))}
        {stretches(low).map(({ layer, winds: some }) => (
          <path key={layer} class={`stretch layer-${layer}`} d={`M${some.map(at).join('L')}`} />
        ))}
      </svg>
      <figcaption>
        {LAYER_TOPS.map((top, layer) => (
          <span key={top} class={`layer-${layer}`}>
            {(LAYER_TOPS[layer - 1] ?? 0) / 1000}–{top / 1000}
          </span>
        ))}{' '}
        km · m/s
      </figcaption>
    </figure>
  );
}
