import type { z } from 'zod';
import { type Base, KnowledgeError } from '../base.ts';
import type { Json, JsonObject } from '../commands/written.ts';
import { LANGUAGES } from '../schema/common.ts';
import { offerSchema } from '../schema/entries.ts';
import { type Row, readRows } from './csv-rows.ts';
import { gapsOf, type Incoming } from './entry.ts';
import { type Gathered, type Tally, tally } from './gathered.ts';
import { plainText } from './plain-text.ts';
import type { Source, Watch } from './source.ts';

type Cell = 'text' | 'plain' | 'list' | 'words' | 'weeks' | 'flag';

const TEXTS = ['name', 'what'] as const;
/** Columns by field path and how their cells are read. */
const COLUMNS: ReadonlyMap<string, Cell> = new Map<string, Cell>([
  ...['id', 'kind', 'provider', 'cost', 'income', 'url', 'source', 'validUntil'].map(
    (name) => [name, 'plain'] as const,
  ),
  ...TEXTS.flatMap((name) => LANGUAGES.map((language) => [`${name}.${language}`, 'text'] as const)),
  ...LANGUAGES.map((language) => [`words.${language}`, 'words'] as const),
  ...['places', 'onlyFor', 'languages', 'times'].map((name) => [name, 'list'] as const),
  ['weeks', 'weeks'],
  ...columnsIn('serves'),
  ...columnsIn('gives'),
  ...columnsIn('asks'),
]);

function columnsIn(name: 'serves' | 'gives' | 'asks'): readonly (readonly [string, Cell])[] {
  const lists = ['constraints', 'fields', 'occupations', 'competences', 'cards', 'situation', 'inFinland'];
  const { shape } = offerSchema.shape[name] as z.ZodObject;
  return Object.keys(shape).map((key) => [
    `${name}.${key}`,
    key === 'everyone' ? 'flag' : lists.includes(key) ? 'list' : 'plain',
  ]);
}

/** Columns that hold personal data; they are dropped unread. */
const PERSONAL = /contact|yhteys|henkil|person|e-?mail|sähköposti|phone|puhelin|\bpuh\b|telefon|kontakt/i;

/** The columns that a CSV may have, for the guide and for whoever misspells one. */
export const csvColumns = (): readonly string[] => [...COLUMNS.keys()];

/** Reads services or trainings from a CSV: a row is an entry, a header is a field path such as `name.fi`. Wrong values are an error that names the line; empty cells are gaps of a draft. */
export async function readCsv(
  source: Source,
  list: 'services' | 'trainings',
  base: Base,
  watch?: Watch,
): Promise<Gathered> {
  const notes = tally();
  const incoming: Incoming[] = [];
  const problems: string[] = [];
  const lines = new Map<string, number>();
  const take = (row: Row) => {
    const entry = entryOf(row.cells, notes);
    const id = typeof entry.id === 'string' ? entry.id : undefined;
    const found = [...faultsOf(entry, list, base, row)];
    if (id === undefined)
      found.push('column id: is empty: give each entry an id of its own, such as "first-aid-course"');
    else if (lines.has(id))
      found.push(`column id: "${id}" is in line ${lines.get(id)} already: give each entry an id of its own`);
    else {
      lines.set(id, row.line);
      incoming.push({ list, origin: id, id, entry });
    }
    problems.push(...found.map((problem) => `${source.name}, line ${row.line}, ${problem}`));
  };
  await readRows(source, faultsOfHeaders, take, watch);
  if (problems.length > 0) throw new KnowledgeError(problems);
  return { incoming, complete: false, notes: notes.notes() };
}

function faultsOfHeaders(headers: readonly string[]): readonly string[] {
  const strangers = headers.filter(
    (header) => header !== '' && !COLUMNS.has(header) && !PERSONAL.test(header),
  );
  return [
    ...(headers.includes('id') ? [] : ['has no column "id": add one']),
    ...strangers.map((header) => `the column "${header}" is no field: use ${csvColumns().join(', ')}`),
  ];
}

function entryOf(cells: Row['cells'], notes: Tally): JsonObject {
  const entry: Record<string, Json> = {};
  for (const [header, written] of cells) {
    const cell = COLUMNS.get(header);
    if (cell === undefined || written === '') {
      if (cell === undefined && written !== '') notes.add('cells with contact details were dropped');
      continue;
    }
    const value = read(written, cell, notes);
    if (value === '') continue;
    const [first = '', second] = header.split('.');
    // Only this loop puts objects under a header with a dot.
    entry[first] =
      second === undefined ? value : { ...(entry[first] as JsonObject | undefined), [second]: value };
  }
  return entry;
}

function read(written: string, cell: Cell, notes: Tally): Json {
  switch (cell) {
    case 'plain':
      return written;
    case 'list':
    case 'words':
      return written
        .split(cell === 'list' ? /[;|,\n]/ : /[;|\n]/)
        .map((word) => word.trim())
        .filter((word) => word !== '');
    case 'flag':
      return /^(true|yes|kyllä|ja|x|1)$/i.test(written)
        ? true
        : /^(false|no|ei|nej|0)$/i.test(written)
          ? ''
          : written;
    case 'weeks': {
      if (/^(null|varies|vaihtelee)$/i.test(written)) return null;
      const [least, most = least] = written.split(/\s*-\s*/).map((part) => Number(part.replace(',', '.')));
      return least !== undefined && most !== undefined && Number.isFinite(least + most)
        ? [least, most]
        : written;
    }
    case 'text': {
      const { text, dropped } = plainText(written);
      notes.add('sentences with contact details were dropped', dropped);
      return text;
    }
  }
}

function* faultsOf(
  entry: JsonObject,
  list: 'services' | 'trainings',
  base: Base,
  { cells }: Row,
): Generator<string> {
  for (const { field, problem } of gapsOf(list, entry).wrong) {
    const column = COLUMNS.has(field) ? field : field.replace(/\.\d+$/, '');
    yield `column ${column}: ${problem}${cells.has(column) ? ` (it is "${cells.get(column)?.slice(0, 80)}")` : ''}`;
  }
  if (typeof entry.provider === 'string' && !base.institutions.has(entry.provider))
    yield `column provider: "${entry.provider}" is no institution: use ${[...base.institutions.keys()].join(', ')}`;
}
