import type { Json, JsonObject } from '../commands/written.ts';
import { type Gaps, gapsOf, type Incoming, idFrom, type ListName, plainName } from './entry.ts';
import { type Change, merge } from './merge.ts';
import type { Draft, Shelf } from './shelf.ts';

/** What becomes of one thing that came in. */
export interface Settled {
  readonly id: string;
  readonly list: ListName;
  /** In the base already, new there, or a draft that is new or was there before. */
  readonly as: 'in-base' | 'into-base' | 'new-draft' | 'draft';
  readonly entry: JsonObject;
  readonly changes: readonly Change[];
  readonly gaps: Gaps;
}

/** What an import would do; nothing is written yet. */
export interface Settlement {
  readonly settled: readonly Settled[];
  /** Imported before and not there any more. */
  readonly gone: readonly Draft[];
  /** Lists of the base that change, whole. */
  readonly lists: ReadonlyMap<ListName, readonly JsonObject[]>;
  readonly drafts: readonly Draft[];
}

/** Fields that every new entry has; that nothing is asked is to be looked at like the rest. */
const NEW: Readonly<Record<ListName, JsonObject>> = {
  services: { serves: {}, gives: {}, asks: {}, checkedOn: null },
  trainings: { serves: {}, gives: {}, asks: {}, checkedOn: null },
  occupations: { cards: [], near: [], checkedOn: null },
  competences: {},
};

/** Works out what becomes of everything that came in, against the base and the drafts of the same origin. */
export function settle(
  shelf: Shelf,
  incoming: readonly Incoming[],
  { force, complete }: { readonly force: boolean; readonly complete: boolean },
): Settlement {
  const before = new Map(shelf.drafts.map((draft) => [draft.origin, draft]));
  const inBase = new Map(
    (['services', 'trainings', 'occupations', 'competences'] as const).map((list) => [
      list,
      new Map(shelf.entries(list).map((entry) => [String(entry.id), entry])),
    ]),
  );
  const taken = new Set<string>([...inBase.values()].flatMap((entries) => [...entries.keys()]));
  // An entry is one thing of a register, even where two have nearly the same name.
  const claimed = new Set(shelf.drafts.map(({ id }) => id));
  for (const id of claimed) taken.add(id);
  const known = index(inBase);
  const drafts = new Map(before);
  const changed = new Set<ListName>();

  const settled = incoming.map((one): Settled => {
    const record = before.get(one.origin);
    const alike = known(one);
    const id =
      record?.id ?? one.id ?? (alike !== undefined && !claimed.has(alike) ? alike : freeId(one, taken));
    taken.add(id);
    claimed.add(id);
    const there = inBase.get(one.list)?.get(id);
    const here = there ?? record?.entry ?? { id, ...NEW[one.list], ...one.start };
    const merged = merge(here, record?.imported, one.entry, force || !(there || record));
    const touched = merged.changes.some(({ outcome }) => outcome === 'taken');
    // What has changed since it was checked is to be checked again.
    const entry =
      there && touched && 'checkedOn' in merged.entry ? { ...merged.entry, checkedOn: null } : merged.entry;
    const gaps = gapsOf(one.list, entry);
    const whole = gaps.missing.length === 0 && gaps.wrong.length === 0;
    const remembered = { id, list: one.list, origin: one.origin };
    if (there || whole) {
      drafts.set(one.origin, { ...remembered, imported: one.entry });
      if (!there || touched) {
        inBase.get(one.list)?.set(id, entry);
        changed.add(one.list);
      }
    } else {
      const missing = [...gaps.missing, ...gaps.wrong.map(({ field }) => field)];
      drafts.set(one.origin, { ...remembered, missing, entry, imported: one.entry });
    }
    const as = there ? 'in-base' : whole ? 'into-base' : record ? 'draft' : 'new-draft';
    return { id, list: one.list, as, entry, changes: merged.changes, gaps };
  });

  const came = new Set(incoming.map(({ origin }) => origin));
  return {
    settled,
    gone: complete ? shelf.drafts.filter(({ origin }) => !came.has(origin)) : [],
    lists: new Map(
      [...changed].map((list) => [
        list,
        inOrder([...(inBase.get(list)?.values() ?? [])], shelf.entries(list)),
      ]),
    ),
    drafts: [...drafts.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Finds an entry of the base that is the same thing: by its concept, or by provider and Finnish name. */
function index(
  inBase: ReadonlyMap<ListName, ReadonlyMap<string, JsonObject>>,
): (incoming: Incoming) => string | undefined {
  const found = new Map<string, string>();
  for (const [list, entries] of inBase)
    for (const [id, entry] of entries) for (const key of keysOf(list, entry)) found.set(key, id);
  return ({ list, entry }) => keysOf(list, entry).flatMap((key) => found.get(key) ?? [])[0];
}

function keysOf(list: ListName, entry: JsonObject): readonly string[] {
  if (typeof entry.esco === 'string') return [`${list} ${entry.esco}`];
  const name = nameIn(entry, 'fi');
  return name !== undefined && typeof entry.provider === 'string'
    ? [`${list} ${entry.provider} ${plainName(name)} ${String(entry.kind)}`]
    : [];
}

function nameIn({ name }: JsonObject, language: string): string | undefined {
  const text: Json | undefined =
    typeof name === 'object' && name !== null && !Array.isArray(name)
      ? (name as JsonObject)[language]
      : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** An id that nothing has yet, from the English or Finnish name and the provider. */
function freeId({ entry }: Incoming, taken: ReadonlySet<string>): string {
  const name = idFrom(nameIn(entry, 'en') ?? nameIn(entry, 'fi') ?? nameIn(entry, 'sv') ?? '');
  const id = typeof entry.provider === 'string' ? `${name}-${entry.provider}` : name;
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? id : `${id}-${number}`;
    if (!taken.has(tried)) return tried;
  }
}

/** New entries go where they belong in a list that is sorted, and to the end of one that is not. */
function inOrder(entries: readonly JsonObject[], before: readonly JsonObject[]): readonly JsonObject[] {
  const ids = before.map(({ id }) => String(id));
  const sorted = ids.every((id, at) => at === 0 || (ids[at - 1] ?? '') <= id);
  return sorted ? [...entries].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)) : entries;
}
