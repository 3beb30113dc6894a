import { type Endpoint, EndpointId } from '#lib/domain/endpoint.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { NOON } from './system.ts';

export const endpointId = (number: number): EndpointId =>
  EndpointId.parse(`ep_01jdf0e8m3${String(number).padStart(16, '0')}`);

/** An endpoint as it is kept, sound but for what a test makes of it. */
export const anEndpoint = (over: Partial<Endpoint> = {}): Endpoint => ({
  id: endpointId(1),
  publication: PublicationId.parse('harbour-post'),
  url: 'https://receiver.example/hook',
  status: 'enabled',
  revision: 1,
  createdAt: NOON,
  modifiedAt: NOON,
  secrets: [{ sealed: 'sealed' }],
  ...over,
});
