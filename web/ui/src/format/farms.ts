/** Where a farm stands. The server reads the rest, and says what is wrong. */
export interface FarmPlace {
  lat: number;
  lon: number;
}

/** The places in a portfolio, CSV or GeoJSON; lines that have none are left out. */
export function readFarms(text: string): FarmPlace[] {
  return text.trimStart().startsWith('{') ? fromGeoJson(text) : fromCsv(text);
}

function fromGeoJson(text: string): FarmPlace[] {
  try {
    const { features = [] } = JSON.parse(text) as {
      features?: { geometry?: { coordinates?: unknown[] } }[];
    };
    return features
      .map(({ geometry }) => geometry?.coordinates ?? [])
      .map(([lon, lat]) => ({ lat: Number(lat), lon: Number(lon) }))
      .filter(isPlace);
  } catch {
    return [];
  }
}

function fromCsv(text: string): FarmPlace[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const head = cells(lines[0] ?? '').map((name) => name.toLowerCase());
  const [atLat, atLon] = [head.indexOf('lat'), head.indexOf('lon')];
  return lines
    .slice(1)
    .map(cells)
    .map((row) => ({ lat: numberOf(row[atLat]), lon: numberOf(row[atLon]) }))
    .filter(isPlace);
}

/** The cells of a line, parted by commas, semicolons or tabs. */
function cells(line: string): string[] {
  const found = line.match(/("([^"]|"")*"|[^,;\t]*)([,;\t]|$)/g) ?? [];
  return found.map((cell) =>
    cell
      .replace(/[,;\t]$/, '')
      .replace(/^"|"$/g, '')
      .trim(),
  );
}

function numberOf(text: string | undefined): number {
  return text ? Number(text) : Number.NaN;
}

function isPlace({ lat, lon }: FarmPlace): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 360;
}
