import type { ApiResponse } from './request.ts';

/** Of the API: for the caller alone, and never kept. */
const PRIVATE = { 'cache-control': 'no-store' };

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...PRIVATE, ...headers },
  body: JSON.stringify(value),
});

export const noContent = (): ApiResponse => ({ status: 204, headers: PRIVATE });
