import { publisherApi } from '#lib/http/publishers/publisher-api.ts';
import { publishersRuntime } from '#lib/runtime/publishers.ts';

export const handler = publisherApi(publishersRuntime(process.env));
