import { existsSync, readFileSync } from 'node:fs';
import { KnowledgeError, LISTS } from '../base.ts';

/** Any value of a JSON file. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** An entry as it stands in its file, checked or not. */
export interface Written {
  /** `trainings.json` */
  readonly file: string;
  readonly id: string;
  readonly entry: JsonObject;
}

/** Whether a value is an object with keys. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads every entry of the lists in a folder without checking them; throws a `KnowledgeError` where a file is not JSON. */
export function writtenEntries(base: URL): readonly Written[] {
  return Object.keys(LISTS).flatMap((name) => {
    const file = `${name}.json`;
    const entries = readJsonFile(new URL(file, base), file);
    if (!Array.isArray(entries)) return [];
    return entries
      .filter(isObject)
      .map((entry, at) => ({ file, id: idOf(entry) ?? `number ${at + 1}`, entry }));
  });
}

/** Reads a JSON file; undefined where there is none. */
export function readJsonFile(at: URL, file: string): Json | undefined {
  if (!existsSync(at)) return undefined;
  try {
    // What JSON.parse returns is JSON.
    return JSON.parse(readFileSync(at, 'utf8')) as Json;
  } catch (cause) {
    throw new KnowledgeError([
      `${file}: is not JSON (${cause instanceof Error ? cause.message : String(cause)}): run "npm run knowledge -- validate" for the line`,
    ]);
  }
}

/** Every plain value of an entry with its path, such as `["name", "fi"]`. */
export function* leavesOf(
  value: Json,
  path: readonly string[] = [],
): Generator<readonly [readonly string[], Json]> {
  if (Array.isArray(value))
    for (const [at, one] of value.entries()) yield* leavesOf(one, [...path, String(at)]);
  else if (isObject(value))
    for (const [key, one] of Object.entries(value)) yield* leavesOf(one, [...path, key]);
  else yield [path, value];
}

function idOf(entry: JsonObject): string | undefined {
  const id = entry.id ?? entry.intent;
  return typeof id === 'string' ? id : undefined;
}
