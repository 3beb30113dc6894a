import { type Reference, resolve } from './intrinsics.ts';
import { nameOf, type Place } from './names.ts';
import type { Properties, Template } from './template.ts';

/** The resources of a template by type. Everything has its name from the start: they refer to one another in circles. */
export class Resources {
  readonly #template: Template;
  readonly #references = new Map<string, Reference>();

  constructor(template: Template, place: Place) {
    this.#template = template;
    for (const [id, resource] of Object.entries(template.Resources))
      this.#references.set(id, nameOf(id, resource, place));
  }

  /** With their properties as they read now: an attribute that is learned later is not asked for earlier. */
  ofType(
    ...types: readonly string[]
  ): { readonly id: string; readonly ref: string; readonly properties: Properties }[] {
    return Object.entries(this.#template.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([id, { Properties = {} }]) => ({
        id,
        ref: this.#references.get(id)?.ref ?? id,
        properties: this.#read(UNREAD, Properties),
      }));
  }

  attribute(id: string, name: string): string | undefined {
    return this.#references.get(id)?.attributes[name];
  }

  /** What is known of a resource only once it is there. */
  learn(id: string, attributes: Readonly<Record<string, string>>): void {
    const { ref = id, attributes: known = {} } = this.#references.get(id) ?? {};
    this.#references.set(id, { ref, attributes: { ...known, ...attributes } });
  }

  get outputs(): Readonly<Record<string, string>> {
    const outputs = Object.entries(this.#template.Outputs ?? {});
    return Object.fromEntries(outputs.map(([name, { Value }]) => [name, String(this.#resolve(Value))]));
  }

  #resolve(value: unknown): unknown {
    return resolve(value, (id) => this.#references.get(id));
  }

  #read(unread: ReadonlySet<string>, properties: Properties): Properties {
    const read = Object.entries(properties).filter(([name]) => !unread.has(name));
    return Object.fromEntries(read.map(([name, value]) => [name, this.#resolve(value)]));
  }
}

/** Of no effect on one machine, and full of references to what a laptop does not have. */
const UNREAD: ReadonlySet<string> = new Set([
  'Role',
  'LoggingConfig',
  'Replicas',
  'AccessLogSettings',
  'Layers',
  'VpcConfig',
]);
