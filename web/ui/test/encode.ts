/** An encoder written from docs/http.md alone, to hold against the decoder. */
export interface TileToEncode {
  width: number;
  height: number;
  scale: number;
  offset: number;
  /** One array of raw samples per component. */
  planes: Uint16Array[];
}

export function encodeValueTile({ width, height, scale, offset, planes }: TileToEncode) {
  const samples = width * height;
  const buffer = new ArrayBuffer(32 + 2 * samples * planes.length);
  const view = new DataView(buffer);
  new Uint8Array(buffer).set([0x46, 0x54, 0x56, 0x31]); // "FTV1"
  view.setUint16(4, width, true);
  view.setUint16(6, height, true);
  view.setUint8(8, planes.length);
  view.setFloat64(16, scale, true);
  view.setFloat64(24, offset, true);
  planes.forEach((plane, component) => {
    const start = 32 + 2 * samples * component;
    const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (plane[y * width + x] as number));
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const predicted = at(x - 1, y) + at(x, y - 1) - at(x - 1, y - 1);
        const residual = ((at(x, y) - predicted) << 16) >> 16;
        const code = ((residual << 1) ^ (residual >> 15)) & 0xffff;
        view.setUint8(start + y * width + x, code & 0xff);
        view.setUint8(start + samples + y * width + x, code >> 8);
      }
    }
  });
  return buffer;
}
