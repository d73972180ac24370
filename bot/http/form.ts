import type { IncomingMessage } from 'node:http';
import { readBytes, refuseEncoded } from './body.ts';
import { badArgument, HttpProblem } from './problem.ts';

const MOST_BYTES = 64 * 1024;
const MOST_FIELDS = 200;

/** Reads an `application/x-www-form-urlencoded` body within limits. @throws HttpProblem 400, 413 or 415 */
export async function readForm(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  refuseEncoded(request);
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new HttpProblem(415, 'UnsupportedMediaType', 'send the body as application/x-www-form-urlencoded');
  const text = new TextDecoder().decode(await readBytes(request, MOST_BYTES));
  const fields = [...new URLSearchParams(text)];
  if (fields.length > MOST_FIELDS) throw badArgument(`the form has more than ${MOST_FIELDS} fields`);
  return Object.fromEntries(fields);
}
