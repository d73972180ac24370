import type { IncomingMessage } from 'node:http';
import { badArgument, HttpProblem } from './problem.ts';

export interface BodyLimits {
  readonly bytes: number;
  /** Nested arrays and objects. */
  readonly depth: number;
}

const LIMITS: BodyLimits = { bytes: 64 * 1024, depth: 16 };

/** Reads a JSON body within limits; an absent one is `undefined`. @throws HttpProblem 400, 413 or 415 */
export async function readJson(request: IncomingMessage, limits = LIMITS): Promise<unknown> {
  refuseEncoded(request);
  const bytes = await readBytes(request, limits.bytes);
  if (bytes.length === 0) return undefined;
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new HttpProblem(415, 'UnsupportedMediaType', 'send the body as application/json');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badArgument('the body is not UTF-8');
  }
  if (depthOf(text) > limits.depth)
    throw badArgument(`the body is nested deeper than ${limits.depth} levels`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badArgument('the body is not JSON');
  }
}

/** A few compressed bytes may hold gigabytes. @throws HttpProblem 415 */
export function refuseEncoded(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new HttpProblem(415, 'UnsupportedEncoding', 'send the body uncompressed');
}

/** Reads at most so many bytes. @throws HttpProblem 413 */
export async function readBytes(request: IncomingMessage, most: number): Promise<Uint8Array> {
  const tooLarge = () => new HttpProblem(413, 'PayloadTooLarge', `the body is larger than ${most} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** How deep arrays and objects are nested in a JSON text, without building them. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (inString) {
      if (sign === '\\') i += 1;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '[' || sign === '{') deepest = Math.max(deepest, ++depth);
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return deepest;
}
