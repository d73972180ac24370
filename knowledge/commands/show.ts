import { readdirSync } from 'node:fs';
import { LANGUAGES } from '../schema/common.ts';
import { type Asked, type Outcome, usage } from './command.ts';
import { isObject, type Json, leavesOf, readJsonFile, type Written, writtenEntries } from './written.ts';

/** Parts of an entry that are words, not ids of other entries. */
const NOT_IDS = [
  'id',
  'intent',
  'name',
  'what',
  'words',
  'text',
  'reason',
  'source',
  'url',
  'kind',
  'cost',
  'income',
  'times',
  'languages',
];

/** `show ID`: an entry and everything that names it. */
export function show({ args, base }: Asked): Outcome {
  const [id] = args;
  if (!id) return usage('say which entry: npm run knowledge -- show hygiene-passport');
  const entries = writtenEntries(base);
  const found = entries.filter((one) => one.id === id || one.entry.esco === id);
  if (found.length === 0) {
    const near = entries.filter((one) => one.id.includes(id) || id.includes(one.id)).map((one) => one.id);
    return usage(
      `there is no entry "${id}"${near.length > 0 ? `: did you mean ${[...new Set(near)].slice(0, 8).join(', ')}?` : ''}`,
    );
  }
  const ids = new Set(found.map((one) => one.id));
  const uses = entries.flatMap((written) => usesIn(written, ids));
  return {
    lines: [
      ...found.flatMap(({ file, entry }) => [`${file}:`, ...JSON.stringify(entry, null, 2).split('\n'), '']),
      uses.length > 0 ? `used in ${uses.length} places:` : 'used nowhere',
      ...uses.map((line) => `  ${line}`),
      ...phrasesOf(found, base),
    ],
  };
}

function usesIn({ file, id, entry }: Written, ids: ReadonlySet<string>): readonly string[] {
  if (file === 'fields.json') return [];
  const paths = [...leavesOf(entry)]
    .filter(
      ([path, value]) => typeof value === 'string' && ids.has(value) && !NOT_IDS.includes(path[0] ?? ''),
    )
    .filter(([path]) => !path.includes('constraints') && !isOfConstraints(entry, path))
    .map(([path]) => path.join('.'));
  return paths.map((path) => `${file}, entry "${id}", field ${path}`);
}

/** A rule that looks at an obstacle of the same name ("health") does not name the field. */
function isOfConstraints(entry: Json, path: readonly string[]): boolean {
  let at: Json | undefined = entry;
  for (const key of path) {
    if (isObject(at) && (at.fact === 'constraints' || at.candidate === 'offer.serves.constraints'))
      return true;
    at = isObject(at) ? at[key] : Array.isArray(at) ? at[Number(key)] : undefined;
  }
  return false;
}

/** How many ways of saying an intent each language has. */
function phrasesOf(found: readonly Written[], base: URL): readonly string[] {
  const intent = found.find(({ file }) => file === 'answers.json')?.id;
  if (intent === undefined) return [];
  const counts = LANGUAGES.map((language) => {
    const folder = new URL(`phrases/${language}/`, base);
    const groups = readdirSync(folder).map((name) => readJsonFile(new URL(name, folder), name));
    const phrases = groups.flatMap((group) =>
      isObject(group) && Array.isArray(group[intent]) ? group[intent] : [],
    );
    return `${phrases.length} (${language})`;
  });
  return [`phrases: ${counts.join(', ')}`];
}
