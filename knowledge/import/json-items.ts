import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Assembler from 'stream-json/assembler.js';
import parser, { type Token } from 'stream-json/parser.js';
import verifier from 'stream-json/utils/verifier.js';
import { KnowledgeError } from '../base.ts';
import { decoded, type Source, type Watch } from './source.ts';

/** No reply of the services we read is nested deeper. */
const DEEPEST = 40;

/** What stands beside the list, such as `total`; numbers only. */
export type Beside = ReadonlyMap<string, number>;

/** Reads `{ …, "hits": [ … ] }` item by item without holding the file in memory; throws a `KnowledgeError` that names line and offset. */
export async function readItems(
  source: Source,
  list: string,
  take: (item: unknown, at: number) => void,
  watch?: Watch,
): Promise<{ readonly count: number; readonly beside: Beside }> {
  const reader = itemReader(source.name, list, take);
  const parse = parser.asStream({ packValues: true, streamValues: false });
  try {
    await pipeline(
      source.open(),
      decoded(source, watch),
      parse,
      new Writable({
        objectMode: true,
        highWaterMark: 4096,
        write(token: Token, _encoding, done) {
          try {
            reader.consume(token);
            done();
          } catch (error) {
            done(error instanceof Error ? error : new Error(String(error)));
          }
        },
      }),
    );
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    throw new KnowledgeError([await placeOf(source, error)]);
  }
  if (!reader.found())
    throw new KnowledgeError([
      `${source.name}: has no list "${list}": is it the reply of the service, as a whole?`,
    ]);
  return { count: reader.count(), beside: reader.beside };
}

/** Follows the tokens down to the list and puts its items together one at a time. */
function itemReader(name: string, list: string, take: (item: unknown, at: number) => void) {
  const beside = new Map<string, number>();
  let depth = 0;
  let key: string | undefined;
  let inList = false;
  let found = false;
  let count = 0;
  let item: Assembler | undefined;
  const deeper = () => {
    depth += 1;
    if (depth > DEEPEST)
      throw new KnowledgeError([`${name}, ${list}[${count}]: is nested more than ${DEEPEST} levels deep`]);
  };
  return {
    beside,
    found: () => found,
    count: () => count,
    consume(token: Token) {
      const opens = token.name === 'startObject' || token.name === 'startArray';
      const closes = token.name === 'endObject' || token.name === 'endArray';
      if (closes) depth -= 1;
      if (inList && depth === 1 && closes) inList = false;
      else if (inList) {
        item ??= new Assembler();
        item.consume(token);
        if (opens) deeper();
        if (depth === 2) {
          take(item.current, count);
          count += 1;
          item = undefined;
        }
        return;
      } else if (depth === 1 && key === list && token.name === 'startArray') {
        inList = true;
        found = true;
      } else if (depth === 1 && key !== undefined && token.name === 'numberValue') {
        beside.set(key, Number(token.value));
      }
      if (opens) deeper();
      if (depth === 1 && token.name === 'keyValue') key = token.value;
    },
  };
}

/** Reads the file once more to say where it breaks off or goes wrong. */
async function placeOf(source: Source, cause: unknown): Promise<string> {
  const told = cause instanceof Error ? cause.message : String(cause);
  try {
    await pipeline(
      source.open(),
      decoded(source),
      verifier.asStream(),
      new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() }),
    );
  } catch (error) {
    if (error instanceof Error && 'line' in error && 'pos' in error && 'offset' in error)
      return `${source.name}, line ${error.line}, column ${error.pos} (offset ${error.offset}): is not JSON: look there for a missing comma, quote or bracket, or fetch the file again`;
  }
  return `${source.name}: cannot be read (${told})`;
}
