import { useEffect, useRef } from 'preact/hooks';
import type { Legend } from '../api/types';
import { type SectionScale, valueIn } from '../chart/section-scale';
import { colourAt } from '../map/colours';

interface FillProps {
  fill: (number | null)[][];
  scale: SectionScale;
  legend: Legend;
}

const GRAIN = 2;

/** The colours, a square of pixels at a time. */
export function SectionFill({ fill, scale, legend }: FillProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = Math.ceil(scale.width / GRAIN);
  const rows = Math.ceil(scale.height / GRAIN);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(columns, rows);
    const places = Array.from({ length: columns }, (_, i) => scale.placeAt((i + 0.5) * GRAIN));
    for (let j = 0; j < rows; j++) {
      const level = scale.levelAt((j + 0.5) * GRAIN);
      places.forEach((place, i) => {
        const value = valueIn(fill, level, place);
        if (value !== null) image.data.set(colourAt(legend, value), 4 * (j * columns + i));
      });
    }
    context.putImageData(image, 0, 0);
  }, [fill, scale, legend, columns, rows]);
  const size = { width: `${scale.width}px`, height: `${scale.height}px` };
  return <canvas class="section-fill" ref={canvas} width={columns} height={rows} style={size} />;
}
