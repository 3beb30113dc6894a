import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { listen } from './listen.ts';
import { replaceFile } from './state-files.ts';

/** As much of KMS as seals and opens small secrets, under one key that lies with the rest of the state. */
export interface Kms {
  readonly endpoint: string;
  close(): Promise<void>;
}

type Answer = (input: Input) => object;

interface Input {
  readonly KeyId?: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Readonly<Record<string, string>>;
}

const CIPHER = 'aes-256-gcm';
const [IV_BYTES, TAG_BYTES] = [12, 16];

export async function startKms(data: string): Promise<Kms> {
  const key = keyIn(join(data, 'kms.key'));
  const answers: Readonly<Record<string, Answer>> = {
    'TrentService.Encrypt': (input) => encrypted(input, key),
    'TrentService.Decrypt': (input) => decrypted(input, key),
  };
  const server = createServer(async (request, response) => {
    const answer = answers[String(request.headers['x-amz-target'])] ?? (() => refusal('UnknownOperationException'));
    const input = inputIn(await textOf(request));
    const result = input ? answer(input) : refusal('SerializationException');
    response.writeHead('__type' in result ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(result));
  });
  server.keepAliveTimeout = 75_000;
  return {
    endpoint: `http://127.0.0.1:${await listen(server)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function keyIn(file: string): Buffer {
  if (!existsSync(file)) replaceFile(file, randomBytes(32), { durable: true });
  return readFileSync(file);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Whatever is sent to a port of this machine must not end the runner. */
function inputIn(text: string): Input | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const refusal = (__type: string) => ({ __type });

/** The context is no part of what is sealed, and nothing opens without it. */
const contextOf = ({ EncryptionContext = {} }: Input): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(EncryptionContext).sort()));

function encrypted(input: Input, key: Buffer): object {
  const { KeyId = '', Plaintext = '' } = input;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(contextOf(input));
  const text = Buffer.concat([cipher.update(Buffer.from(Plaintext, 'base64')), cipher.final()]);
  const sealed = Buffer.concat([iv, cipher.getAuthTag(), text]);
  return { KeyId, CiphertextBlob: sealed.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
}

function decrypted(input: Input, key: Buffer): object {
  const sealed = Buffer.from(input.CiphertextBlob ?? '', 'base64');
  const [iv, tag] = [sealed.subarray(0, IV_BYTES), sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
  try {
    const decipher = createDecipheriv(CIPHER, key, iv).setAAD(contextOf(input)).setAuthTag(tag);
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return { Plaintext: text.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  } catch {
    return refusal('InvalidCiphertextException');
  }
}
