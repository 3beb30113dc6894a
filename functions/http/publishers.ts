import { publisherApi } from '#lib/http/publishers/publisher-api.ts';
import { publishersRuntime } from '#lib/runtime/publishers.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';

export const handler = withinTime(publisherApi(publishersRuntime(process.env)));
