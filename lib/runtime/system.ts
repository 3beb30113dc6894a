import { setTimeout as pause } from 'node:timers/promises';
import { monotonicFactory } from 'ulid';
import { instant } from '#lib/domain/instant.ts';
import type { Backoff, Clock, Ids, Pauses } from '#lib/usecases/ports.ts';

export const systemClock: Clock = { now: () => instant(new Date()) };

const ulid = monotonicFactory();

export const systemIds: Ids = {
  next: () => ulid().toLowerCase(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
};

export const systemPauses: Pauses = { take: (ms) => pause(ms) };

// A lost race costs the time of a transaction: waiting much longer than a few of them helps nobody.
const FIRST_MS = 4;
const MOST_MS = 60;

/** Exponential backoff with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
export const jitteredBackoff: Backoff = {
  wait: (attempt) => pause(Math.random() * Math.min(MOST_MS, FIRST_MS * 2 ** attempt)),
};
