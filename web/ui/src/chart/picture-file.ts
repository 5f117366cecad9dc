/** Files of what the drawer draws: an SVG for a report, which needs nothing of this page, and a PNG. */

const HEAD = 34;
const PADDING = 12;

/** Colours on paper: those of the page's classes that the drawings use. */
const PAPER = `
text{font:11px "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;fill:#1b2530}
.tick{font-size:10px;text-anchor:end}.title{font-size:14px;font-weight:700}.day-band{fill:#00000008}.day-label{fill:#445}.utc-label{fill:#667;font-size:10px;text-anchor:middle}
.chart-grid line{stroke:#0000001a}.chart-grid .midnight{stroke:#00000055}
.chart-grid .utc{stroke:#00000022;stroke-dasharray:2 3}.night{fill:#28407018}
.curve{fill:none;stroke-width:1.8;stroke-linejoin:round}.dashed{stroke-dasharray:4 3}
.earlier{fill:none;stroke-width:1;opacity:.45}.spread{opacity:.22}.whiskers{stroke:#10161d;stroke-width:1.5}.clouds rect{fill:#50687f}
.barb-glyph line,.barb-glyph circle{fill:none;stroke:#5b3fa8;stroke-width:1.8}
.barb-glyph polygon{fill:#5b3fa8}.chart-cursor{display:none}`;

/** The rows of a chart under a title, their heads as text; for files ending in .svg. */
export function chartSvg(chart: HTMLElement, title: string): string {
  const rows = chart.querySelectorAll<HTMLElement>('.chart-row');
  const parts: string[] = [];
  let y = HEAD;
  let width = 0;
  for (const row of rows) {
    const svg = row.querySelector('svg');
    if (!svg) continue;
    const head = chart.querySelector<HTMLElement>('.chart-head')?.offsetWidth ?? 0;
    const height = Number(svg.getAttribute('height'));
    width = Math.max(width, head + Number(svg.getAttribute('width')));
    parts.push(headTexts(row, y), ticks(row, y, head, height));
    parts.push(`<svg x="${head}" y="${y}" ${innerOf(svg)}`);
    y += height;
  }
  const size = `width="${width + PADDING}" height="${y + PADDING}"`;
  const body = `<text x="${PADDING}" y="20" class="title">${escaped(title)}</text>${parts.join('')}`;
  const paper = `<rect ${size} fill="#fff"/>`;
  return resolveColours(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><style>${PAPER}</style>${paper}${body}</svg>`,
  );
}

function headTexts(row: HTMLElement, y: number): string {
  const heads = [...row.querySelectorAll<HTMLElement>('.series-head > span')];
  return heads
    .map((head, i) => {
      const fill = head.style.color || 'inherit';
      const text = `${head.textContent} (${head.dataset.units ?? ''})`;
      return `<text x="${PADDING}" y="${y + 16 + i * 16}" style="fill:${fill}">${escaped(text)}</text>`;
    })
    .join('');
}

function ticks(row: HTMLElement, y: number, head: number, height: number): string {
  const labels = [...row.querySelectorAll<HTMLElement>('.chart-ticks span')];
  return labels
    .map((label) => {
      const top = y + (height * Number.parseFloat(label.style.top)) / 100 + 4;
      const text = escaped(label.textContent ?? '');
      return `<text x="${head - 5}" y="${top}" class="tick">${text}</text>`;
    })
    .join('');
}

/** Print is read from nearby. */
const PNG_SCALE = 2;

/** A picture of such an SVG, for mails and slides. */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(PNG_SCALE * image.width, PNG_SCALE * image.height);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Attributes and content of an SVG element, as XML. */
function innerOf(svg: SVGSVGElement): string {
  const text = new XMLSerializer().serializeToString(svg);
  return text
    .replace(/^<svg[^>]*?(?= width=| height=)/, '')
    .replace(/ (xmlns|aria-hidden)="[^"]*"/g, '');
}

/** Readers of SVG files do not know the page's variables. */
function resolveColours(svg: string): string {
  const style = getComputedStyle(document.documentElement);
  return svg.replace(/var\((--[\w-]+)\)/g, (_, name: string) => {
    const onPaper = style.getPropertyValue(`${name}-paper`);
    return (onPaper || style.getPropertyValue(name)).trim() || '#333';
  });
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}

/** Hands a file to the browser's downloads. */
export function download(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
