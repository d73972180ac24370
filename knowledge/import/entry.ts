import type { z } from 'zod';
import { LISTS } from '../base.ts';
import { isObject, type Json, type JsonObject } from '../commands/written.ts';

/** The lists that imports write to. */
export type ListName = 'services' | 'trainings' | 'occupations' | 'competences';

/** What an institution says of one thing, in our words as far as it says it; what it does not say is absent. */
export interface Incoming {
  readonly list: ListName;
  /** The id of the thing in its own register; the same at every import. */
  readonly origin: string;
  /** Our id, where the institution may choose it. */
  readonly id?: string;
  readonly entry: JsonObject;
  /** What a new entry starts with; never news for one that is there. */
  readonly start?: JsonObject;
}

/** What an entry lacks before it can be used, and what in it is wrong. */
export interface Gaps {
  readonly missing: readonly string[];
  readonly wrong: readonly { readonly field: string; readonly problem: string }[];
}

/** Checks an unfinished entry against its schema. */
export function gapsOf(list: ListName, entry: JsonObject): Gaps {
  const schema: z.ZodType = LISTS[list];
  const read = schema.safeParse(entry);
  const issues = read.success ? [] : read.error.issues;
  const missing: string[] = [];
  const wrong: { field: string; problem: string }[] = [];
  for (const { path, message, ...issue } of issues) {
    const field = path.join('.');
    const keys = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : undefined;
    if (keys)
      for (const key of keys)
        wrong.push({ field: [...path, key].join('.'), problem: 'is no field of an entry' });
    else if (at(entry, path) === undefined) missing.push(field);
    else wrong.push({ field, problem: message });
  }
  return { missing, wrong };
}

function at(entry: JsonObject, path: readonly PropertyKey[]): Json | undefined {
  let value: Json | undefined = entry;
  for (const key of path)
    value = isObject(value) ? value[String(key)] : Array.isArray(value) ? value[Number(key)] : undefined;
  return value;
}

/** An id in the form of the knowledge base: lower-case words joined by hyphens. */
export function idFrom(words: string): string {
  const id = words
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'entry' : id;
}

/** A name without brackets and case, to find the same thing under nearly the same name. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
