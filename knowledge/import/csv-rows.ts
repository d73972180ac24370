import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { KnowledgeError } from '../base.ts';
import { decoded, type Source, type Watch } from './source.ts';

/** A row by its headers, and the line it ends on. */
export interface Row {
  readonly cells: ReadonlyMap<string, string>;
  readonly line: number;
}

/** Longest row, in characters. */
const LONGEST = 1_000_000;

/** Reads a CSV with a header row, separated by comma, semicolon or tab, row by row; throws a `KnowledgeError` that names the line. */
export async function readRows(
  source: Source,
  checkHeaders: (headers: readonly string[]) => readonly string[],
  take: (row: Row) => void,
  watch?: Watch,
): Promise<number> {
  let headers: readonly string[] | undefined;
  let count = 0;
  const onRecord = (record: readonly string[], line: number) => {
    if (headers) {
      take({ cells: new Map(headers.map((header, at) => [header, (record[at] ?? '').trim()])), line });
      count += 1;
      return;
    }
    headers = record.map((header) => header.trim());
    const doubles = headers.filter((header, at, all) => header !== '' && all.indexOf(header) !== at);
    const problems = [
      ...doubles.map((header) => `the column "${header}" is given twice: leave one out`),
      ...checkHeaders(headers),
    ];
    if (problems.length > 0)
      throw new KnowledgeError(problems.map((problem) => `${source.name}, line 1: ${problem}`));
  };
  try {
    await pipeline(
      source.open(),
      decoded(source, watch),
      parse({
        bom: true,
        info: true,
        delimiter: await delimiterOf(source),
        max_record_size: LONGEST,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
      }),
      new Writable({
        objectMode: true,
        write(
          found: { readonly record: readonly string[]; readonly info: { readonly lines: number } },
          _encoding,
          done,
        ) {
          try {
            onRecord(found.record, found.info.lines);
            done();
          } catch (error) {
            done(error instanceof Error ? error : new Error(String(error)));
          }
        },
      }),
    );
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    throw new KnowledgeError([explained(source.name, error)]);
  }
  if (!headers) throw new KnowledgeError([`${source.name}: is empty: the first row names the columns`]);
  return count;
}

/** The separator that the first line has most of. */
async function delimiterOf(source: Source): Promise<string> {
  let head = '';
  const bytes = source.open();
  for await (const chunk of bytes) {
    head += String(chunk);
    if (head.includes('\n') || head.length > LONGEST) break;
  }
  bytes.destroy();
  const [first = ''] = head.split('\n');
  const counts = [',', ';', '\t'].map((one) => ({ one, count: first.split(one).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).one;
}

function explained(name: string, error: unknown): string {
  if (!(error instanceof CsvError))
    return `${name}: cannot be read (${error instanceof Error ? error.message : String(error)})`;
  const line = 'lines' in error ? `, line ${String(error.lines)}` : '';
  const wrong =
    {
      CSV_RECORD_INCONSISTENT_FIELDS_LENGTH:
        'has more or fewer cells than the first row: look for a missing separator or quote',
      CSV_QUOTE_NOT_CLOSED: 'opens a quote (") that is never closed',
      CSV_MAX_RECORD_SIZE: 'has a row that is too long: look for a quote (") that is never closed',
    }[String(error.code)] ?? `is not CSV (${error.message}): look for a stray quote (")`;
  return `${name}${line}: ${wrong}`;
}
