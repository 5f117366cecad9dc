import { captionOf } from '../export/caption';
import { shown, view, words, zone } from '../state/store';

/** What a chart on paper says of itself over the map; not on the screen. */
export function PrintHead() {
  const caption = useCaption();
  if (!caption) return null;
  return (
    <header class="print-only print-head">
      <h2>{view.value.others.length ? words.value.product : caption.title}</h2>
      <p>{caption.facts}</p>
    </header>
  );
}

/** Whose data these are, at the foot of every page. */
export function PrintFoot() {
  const caption = useCaption();
  return caption && <footer class="print-only print-foot">{caption.credit}</footer>;
}

/** Again whenever what it tells changes. */
function useCaption() {
  const frame = shown.value;
  const isKnown = [view.value, words.value, zone.value].length > 0;
  return frame && isKnown ? captionOf(frame) : null;
}

/** What of a sheet of A4, landscape, is left for the map, in pixels. */
const PAPER = { width: 1028, height: 596 };

/** Before it is printed, the map is made as small as the paper: canvases do not grow by themselves. */
export function startPrint(): void {
  window.addEventListener('beforeprint', () => {
    const maps = document.querySelector('.maps');
    if (!maps?.clientWidth) return;
    const { clientWidth: width, clientHeight: height } = maps;
    const zoom = Math.min(PAPER.width / width, PAPER.height / height);
    const { style } = document.documentElement;
    style.setProperty('--print-width', `${width}px`);
    style.setProperty('--print-height', `${height}px`);
    style.setProperty('--print-zoom', String(zoom));
  });
}
