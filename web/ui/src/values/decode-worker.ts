import { decodeValueTile, type ValueTile } from './decode';

export interface DecodeJob {
  id: number;
  buffer: ArrayBuffer;
}

export type DecodeResult = { id: number; tile: ValueTile } | { id: number; error: string };

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<DecodeJob>) => void) | null;
  postMessage(result: DecodeResult, transfer?: Transferable[]): void;
};

scope.onmessage = ({ data: { id, buffer } }) => {
  try {
    const tile = decodeValueTile(buffer);
    scope.postMessage({ id, tile }, [tile.raw.buffer]);
  } catch (error) {
    scope.postMessage({ id, error: String(error) });
  }
};
