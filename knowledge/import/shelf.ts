import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { type Base, KnowledgeError, readBase } from '../base.ts';
import { isObject, type JsonObject, readJsonFile } from '../commands/written.ts';
import type { ListName } from './entry.ts';
import { formatJson } from './format.ts';

/** Where an import comes from; names its file of drafts. */
export type Origin = 'opintopolku' | 'ptv' | 'esco' | 'csv';

/** What is remembered of a thing that was imported. */
export interface Draft {
  readonly id: string;
  readonly list: ListName;
  readonly origin: string;
  /** Fields to be written by a person before the entry can go into the base. */
  readonly missing?: readonly string[];
  /** The unfinished entry; absent once it stands in the base. */
  readonly entry?: JsonObject;
  /** What came in last time: by it an edit made here is told from news. */
  readonly imported: JsonObject;
}

const json: z.ZodType<JsonObject> = z.custom<JsonObject>(
  isObject,
  'must be an object: put { and } around it',
);
const draftsSchema = z.array(
  z.strictObject({
    id: z.string(),
    list: z.enum(['services', 'trainings', 'occupations', 'competences']),
    origin: z.string(),
    missing: z.array(z.string()).optional(),
    entry: json.optional(),
    imported: json,
  }),
);

/** The knowledge base and the drafts of one origin, as they stand before an import. */
export interface Shelf {
  readonly base: Base;
  readonly drafts: readonly Draft[];
  entries(list: ListName): readonly JsonObject[];
  /** Throws a `KnowledgeError` where the base would not be in order with these lists. */
  check(lists: ReadonlyMap<ListName, readonly JsonObject[]>): void;
  /** Writes lists and drafts, once they are checked. */
  write(lists: ReadonlyMap<ListName, readonly JsonObject[]>, drafts: readonly Draft[]): void;
}

/** Opens the base in a folder and the drafts beside it; throws a `KnowledgeError` where either is not in order. */
export function openShelf(folder: URL, origin: Origin): Shelf {
  const base = readBase(folder);
  const filesOf = (lists: ReadonlyMap<ListName, readonly JsonObject[]>) =>
    new Map([...lists].map(([list, entries]) => [new URL(`${list}.json`, folder), formatJson(entries)]));
  const file = new URL(`../drafts/${origin}.json`, folder);
  const read = draftsSchema.safeParse(readJsonFile(file, `drafts/${origin}.json`) ?? []);
  if (!read.success)
    throw new KnowledgeError(
      read.error.issues.map(
        ({ path, message }) => `drafts/${origin}.json, field ${path.join('.')}: ${message}`,
      ),
    );
  return {
    base,
    drafts: read.data.map(({ missing, entry, ...draft }) => ({
      ...draft,
      ...(missing && { missing }),
      ...(entry && { entry }),
    })),
    entries(list) {
      const entries = readJsonFile(new URL(`${list}.json`, folder), `${list}.json`);
      return Array.isArray(entries) ? entries.filter(isObject) : [];
    },
    check(lists) {
      if (lists.size > 0) rehearse(folder, filesOf(lists));
    },
    write(lists, drafts) {
      const files = filesOf(lists);
      files.set(file, formatJson(drafts.map((draft) => ({ ...draft }))));
      mkdirSync(new URL('./', file), { recursive: true });
      const written = [...files].map(([at, text]) => ({ at, beside: new URL(`${at.href}.part`), text }));
      for (const { beside, text } of written) writeFileSync(beside, text);
      for (const { at, beside } of written) renameSync(beside, at);
    },
  };
}

/** Reads the base as it would be, elsewhere. */
function rehearse(folder: URL, files: ReadonlyMap<URL, string>): void {
  const elsewhere = mkdtempSync(join(tmpdir(), 'knowledge-'));
  try {
    cpSync(folder, elsewhere, { recursive: true });
    for (const [file, text] of files)
      writeFileSync(join(elsewhere, file.pathname.split('/').at(-1) ?? ''), text);
    readBase(pathToFileURL(`${elsewhere}/`));
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}
