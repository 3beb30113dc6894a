import type { ApiResponse } from './request.ts';

/** Of the API: for the caller alone, and never kept. */
const PRIVATE = { 'cache-control': 'no-store' };

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...PRIVATE, ...headers },
  body: JSON.stringify(value),
});

/** What is text already. */
export const written = (type: string, body: string, headers: Record<string, string> = {}): ApiResponse => ({
  status: 200,
  headers: { 'content-type': type, ...PRIVATE, ...headers },
  body,
});

export const noContent = (): ApiResponse => ({ status: 204, headers: PRIVATE });
