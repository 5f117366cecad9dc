import { ApiError } from '../api/client';

export interface Problem {
  kind: string;
  detail: string;
}

export function describe(error: unknown): Problem {
  if (error instanceof ApiError) return { kind: error.kind, detail: error.message };
  return { kind: 'internal', detail: String(error) };
}
