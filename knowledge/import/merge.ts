import { isObject, type Json, type JsonObject } from '../commands/written.ts';

/** One field on which what is here and what comes in differ. */
export interface Change {
  /** `what.fi` */
  readonly field: string;
  readonly here: Json | undefined;
  readonly incoming: Json;
  /** Taken over, or kept as it is here because somebody has edited it. */
  readonly outcome: 'taken' | 'kept';
}

export interface Merged {
  readonly entry: JsonObject;
  readonly changes: readonly Change[];
}

/** Brings what comes in together with what is here: a field that was edited here since the last import stays, unless forced. Lists of words are joined. */
export function merge(
  here: JsonObject,
  last: JsonObject | undefined,
  incoming: JsonObject,
  force: boolean,
): Merged {
  const changes: Change[] = [];
  const entry = mergeObject(here, last ?? {}, incoming, { force, known: last !== undefined, changes }, []);
  return { entry, changes };
}

interface Run {
  readonly force: boolean;
  /** Whether there was an import before; without one, everything here counts as edited. */
  readonly known: boolean;
  readonly changes: Change[];
}

function mergeObject(
  here: JsonObject,
  last: JsonObject,
  incoming: JsonObject,
  run: Run,
  path: readonly string[],
): JsonObject {
  const entry: Record<string, Json> = { ...here };
  for (const [key, value] of Object.entries(incoming)) {
    // Who has checked an entry, and under which id, is decided here.
    if (path.length === 0 && (key === 'id' || key === 'checkedOn')) continue;
    const [mine, before] = [own(here, key), own(last, key)];
    const field = [...path, key];
    if (isObject(value) && (isObject(mine) || mine === undefined) && Object.keys(value).length > 0)
      entry[key] = mergeObject(isObject(mine) ? mine : {}, isObject(before) ? before : {}, value, run, field);
    else if (path[0] === 'words' && Array.isArray(value) && Array.isArray(mine))
      entry[key] = joined(mine, before, value, run, field);
    else if (!same(mine, value)) {
      const edited = run.known ? !same(mine, before) : mine !== undefined;
      const outcome = edited && !run.force ? 'kept' : 'taken';
      // What was edited here and has not changed there is no news.
      if (outcome === 'kept' && run.known && same(before, value)) continue;
      run.changes.push({ field: field.join('.'), here: mine, incoming: value, outcome });
      if (outcome === 'taken') entry[key] = value;
    }
  }
  return entry;
}

/** Words that are new there are added; words that were taken away there or here stay away. */
function joined(
  here: readonly Json[],
  before: Json | undefined,
  incoming: readonly Json[],
  run: Run,
  path: readonly string[],
): readonly Json[] {
  const last = Array.isArray(before) ? before : [];
  const holds = (list: readonly Json[], word: Json) => list.some((one) => same(one, word));
  const added = incoming.filter((word) => !holds(last, word) && !holds(here, word));
  const result = [...here.filter((word) => !holds(last, word) || holds(incoming, word)), ...added];
  if (!same(result, here))
    run.changes.push({ field: path.join('.'), here, incoming: result, outcome: 'taken' });
  return result;
}

const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Whether two JSON values are equal; the order of keys does not count. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, at) => same(one, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], own(b, key)));
}
