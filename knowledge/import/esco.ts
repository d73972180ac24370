import { type Base, KnowledgeError } from '../base.ts';
import type { JsonObject } from '../commands/written.ts';
import { type Row, readRows } from './csv-rows.ts';
import type { Incoming } from './entry.ts';
import type { Gathered } from './gathered.ts';
import { plainText } from './plain-text.ts';
import type { Source, Watch } from './source.ts';

/** A file of the ESCO download by its name, such as `occupations_fi.csv`; undefined where there is none. */
export type EscoFile = (name: string) => Promise<Source | undefined>;

/** Languages of ours that ESCO has. */
const ESCO_LANGUAGES = ['fi', 'sv', 'en', 'ar'] as const;
type EscoLanguage = (typeof ESCO_LANGUAGES)[number];

/** A concept as the files of all languages tell it together. */
interface Concept {
  readonly names: Partial<Record<EscoLanguage, string>>;
  readonly words: Partial<Record<EscoLanguage, readonly string[]>>;
  readonly isco?: string;
}

/** Reads the CSVs of ESCO v1.1 and v1.2: names and words for the concepts that the base has, and drafts of the occupations in the wanted ISCO groups with their essential skills. */
export async function readEsco(
  file: EscoFile,
  base: Base,
  groups: readonly string[] = [],
  watch?: (source: Source) => Watch,
): Promise<Gathered> {
  let found = 0;
  const present: EscoFile = async (name) => {
    const source = await file(name);
    if (source) found += 1;
    return source;
  };
  const ours = new Set([...base.occupations.values()].map(({ esco }) => esco));
  const occupations = await readConcepts(
    present,
    'occupations',
    watch,
    (uri, isco) => ours.has(uri) || groups.some((group) => isco.startsWith(group)),
  );
  const drafted = new Set([...occupations.keys()].filter((uri) => !ours.has(uri)));
  const essential = await readRelations(file, drafted, watch);

  const known = new Set([...base.competences.values()].flatMap(({ esco }) => esco ?? []));
  const wanted = new Set([...essential.values()].flat());
  const skills = await readConcepts(present, 'skills', watch, (uri) => known.has(uri) || wanted.has(uri));
  if (found === 0)
    throw new KnowledgeError([
      'there is no occupations_fi.csv nor skills_fi.csv (nor sv, en, ar): name the folder into which the download of ESCO was unpacked',
    ]);
  const missing = [...ours, ...known].filter((uri) => !occupations.has(uri) && !skills.has(uri));
  return {
    incoming: [
      ...[...occupations].map(([uri, concept]) =>
        occupationOf(uri, concept, ours.has(uri), essential.get(uri) ?? [], base),
      ),
      ...[...skills].map(([uri, concept]) => skillOf(uri, concept, known.has(uri))),
    ],
    complete: false,
    notes:
      missing.length > 0 && occupations.size > 0 && skills.size > 0
        ? [
            `${missing.length} concepts of the base are not in these files, or not in use any more: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' ...' : ''}`,
          ]
        : [],
  };
}

async function readConcepts(
  file: EscoFile,
  kind: 'occupations' | 'skills',
  watch: ((source: Source) => Watch) | undefined,
  wanted: (uri: string, isco: string) => boolean,
): Promise<ReadonlyMap<string, Concept>> {
  const concepts = new Map<string, Concept>();
  for (const language of ESCO_LANGUAGES) {
    const source = await file(`${kind}_${language}.csv`);
    if (!source) continue;
    await readRows(
      source,
      needs('conceptUri', 'preferredLabel', 'altLabels', ...(kind === 'occupations' ? ['iscoGroup'] : [])),
      ({ cells }) => {
        const uri = cells.get('conceptUri') ?? '';
        const isco = (cells.get('iscoGroup') ?? '').replace(/^C/, '');
        if ((cells.get('status') ?? 'released') !== 'released' || !wanted(uri, isco)) return;
        const before = concepts.get(uri) ?? { names: {}, words: {} };
        concepts.set(uri, {
          names: { ...before.names, [language]: plainText(cells.get('preferredLabel') ?? '').text },
          words: { ...before.words, [language]: labelsOf(cells) },
          ...(isco !== '' ? { isco } : before.isco !== undefined ? { isco: before.isco } : {}),
        });
      },
      watch?.(source),
    );
  }
  return concepts;
}

/** Essential skills by occupation. v1.1 has one file for all languages, v1.2 one for each with the same relations. */
async function readRelations(
  file: EscoFile,
  of: ReadonlySet<string>,
  watch: ((source: Source) => Watch) | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (of.size === 0) return found;
  for (const name of [
    'occupationSkillRelations.csv',
    ...ESCO_LANGUAGES.map((language) => `occupationSkillRelations_${language}.csv`),
  ]) {
    const source = await file(name);
    if (!source) continue;
    await readRows(
      source,
      needs('occupationUri', 'relationType', 'skillUri'),
      ({ cells }) => {
        const [occupation = '', skill = ''] = [cells.get('occupationUri'), cells.get('skillUri')];
        if (cells.get('relationType') !== 'essential' || !of.has(occupation)) return;
        found.set(occupation, [...(found.get(occupation) ?? []), skill]);
      },
      watch?.(source),
    );
    break;
  }
  return found;
}

const needs =
  (...columns: readonly string[]) =>
  (headers: readonly string[]): readonly string[] =>
    columns
      .filter((column) => !headers.includes(column))
      .map((column) => `has no column "${column}": is it a CSV of the ESCO download?`);

/** Other names, each once; versions separate them by line breaks or by " | ". */
function labelsOf(cells: Row['cells']): readonly string[] {
  const labels = (cells.get('altLabels') ?? '').split(/\n|\s\|\s/).map((label) => plainText(label).text);
  return [...new Set(labels.filter((label) => label !== ''))];
}

function occupationOf(
  uri: string,
  { names, words, isco }: Concept,
  inBase: boolean,
  skills: readonly string[],
  base: Base,
): Incoming {
  const competences = skills.flatMap((skill) => base.competenceOf(skill)?.id ?? []).slice(0, 8);
  return {
    list: 'occupations',
    origin: uri,
    entry: {
      esco: uri,
      ...(isco !== undefined && { isco }),
      words: { ...words },
      // Our names are everyday ones: official labels only start a draft.
      ...(!inBase && {
        name: { ...names },
        ...(competences.length > 0 && {
          competences: competences.map((competence): JsonObject => ({ competence })),
        }),
        source: 'ESCO',
      }),
    },
  };
}

const skillOf = (uri: string, { names, words }: Concept, inBase: boolean): Incoming => ({
  list: 'competences',
  origin: uri,
  entry: { esco: uri, words: { ...words }, ...(!inBase && { name: { ...names } }) },
});
