import { Failure } from '#lib/domain/failure.ts';
import { safeText } from '#lib/domain/text.ts';
import type { SubscriptionRequest } from '#lib/usecases/request-subscription.ts';
import { topicAt } from './topic.ts';

/** WebSub §5.1. */
const SECRET_BYTES = 200;
const MOST_CALLBACK = 2_048;

/** What a form asks of the hub. Parameters that nobody knows are left alone, also those of older versions. */
export function subscriptionIn(form: URLSearchParams, publicUrl: string): SubscriptionRequest {
  const mode = modeIn(form);
  const topic = topicAt(needed(form, 'hub.topic'), publicUrl);
  const callback = needed(form, 'hub.callback');
  if (callback.length > MOST_CALLBACK) {
    throw new Failure(
      'request.invalid',
      `hub.callback has ${callback.length} characters, and at most ${MOST_CALLBACK}`,
    );
  }
  const { leaseSeconds, secret } = { leaseSeconds: leaseIn(form), secret: secretIn(form) };
  return { mode, topic, callback, leaseSeconds, secret };
}

/** A value as it was sent, or a refusal: a callback or a secret that was cleaned would be another one. */
function fieldOf(form: URLSearchParams, name: string): string | undefined {
  const value = form.get(name) ?? undefined;
  if (value === undefined || (safeText(value) === value && !/[\t\n\uFFFD]/.test(value))) return value;
  throw new Failure('request.invalid', `${name} must be UTF-8 without control characters`);
}

function needed(form: URLSearchParams, name: string): string {
  const value = fieldOf(form, name);
  if (!value) throw new Failure('request.invalid', `${name} is missing`);
  return value;
}

function modeIn(form: URLSearchParams): 'subscribe' | 'unsubscribe' {
  const mode = needed(form, 'hub.mode');
  if (mode === 'subscribe' || mode === 'unsubscribe') return mode;
  const why = mode === 'publish' ? ': this hub knows by itself when its feeds change' : '';
  throw new Failure('request.invalid', `hub.mode is '${mode}', and must be subscribe or unsubscribe${why}`);
}

function leaseIn(form: URLSearchParams): number | undefined {
  const given = fieldOf(form, 'hub.lease_seconds');
  if (!given || form.get('hub.mode') === 'unsubscribe') return undefined;
  if (/^\d{1,12}$/.test(given)) return Number(given);
  throw new Failure('request.invalid', `hub.lease_seconds is '${given}', and must be a number of seconds`);
}

function secretIn(form: URLSearchParams): string | undefined {
  const secret = fieldOf(form, 'hub.secret');
  const bytes = Buffer.byteLength(secret ?? '');
  if (bytes < SECRET_BYTES) return secret;
  throw new Failure('request.invalid', `hub.secret has ${bytes} bytes, and must have fewer than ${SECRET_BYTES}`);
}
