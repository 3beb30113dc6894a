import type { AsyncApiDocument } from '#lib/api/async-document.ts';
import { fieldsOf } from './schema-fields.ts';

/** The AsyncAPI document for people: a page without a script. */
export function eventsPage({ info, channels, components }: AsyncApiDocument): string {
  const { schemas, messageTraits } = components;
  const { sealed, ...traits } = messageTraits;
  const types = Object.entries(traits).filter(([, { examples }]) => examples);
  return page(`
<h1>What Bulletin tells other services</h1>
${paragraphs(info.description)}
<p><a href="/v1/asyncapi.json">The AsyncAPI document</a> says all of this to programs.</p>
<nav><ul><li><a href="#sealed">sealed</a></li>${types.map(([type]) => `<li><a href="#${escaped(type)}">${escaped(type)}</a></li>`).join('')}</ul></nav>
<h2>Ways</h2>
${Object.entries(channels)
  .map(
    ([name, { title, description }]) =>
      `<h3 id="${name}">${escaped(title)}</h3>${paragraphs(description)}${name in HEADERS ? table(schemas[HEADERS[name] ?? '']) : ''}`,
  )
  .join('\n')}
<h2 id="envelope">The envelope</h2>
${table(schemas.envelope)}
<h2 id="sealed">Sealed events</h2>
${paragraphs(sealed?.summary ?? '')}
${table(schemas.sealed)}
${examplesOf(sealed)}
<h2>Types</h2>
${types
  .map(
    ([type, trait]) => `<section id="${escaped(type)}"><h3>${escaped(type)}</h3>${paragraphs(trait.summary)}
<details><summary><code>data</code></summary>${table(schemas[type])}</details>
${examplesOf(trait)}
</section>`,
  )
  .join('\n')}`);
}

const examplesOf = ({ examples = [] }: Partial<Trait> = {}): string =>
  examples
    .map(
      ({ payload }) =>
        `<details><summary>Example</summary><pre>${escaped(JSON.stringify(payload, null, 2))}</pre></details>`,
    )
    .join('');

type Trait = AsyncApiDocument['components']['messageTraits'][string];

const HEADERS: Readonly<Record<string, string>> = {
  ...{ sns: 'snsAttributes', webhook: 'webhookHeaders', websub: 'websubHeaders' },
};

const page = (content: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Bulletin: events</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/docs/events.css" />
  </head>
  <body>
    <header><a href="/docs">API</a> <a href="/docs/events" aria-current="page">Events</a></header>
    <main>${content}
    </main>
  </body>
</html>
`;

function table(schema: object | undefined): string {
  const rows = fieldsOf(schema ?? {}).map(
    ({ name, type, required, description }) =>
      `<tr><td><code>${escaped(name)}</code>${required ? '' : ' <small>may be absent</small>'}</td><td>${escaped(type)}</td><td>${marked(description)}</td></tr>`,
  );
  return `<div><table>${rows.join('')}</table></div>`;
}

const paragraphs = (text: string): string => `<p>${marked(text)}</p>`;

/** Of Markdown, what the document uses: code. */
const marked = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
