import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Problem, problemsOfReferences } from './references.ts';
import { idSchema, LANGUAGES } from './schema/common.ts';
import {
  type Answer,
  answerSchema,
  type Card,
  type Competence,
  cardSchema,
  competenceSchema,
  type Field,
  fieldSchema,
  type Institution,
  institutionSchema,
  type Need,
  needSchema,
  type Occupation,
  type Offer,
  occupationSchema,
  offerSchema,
  type Region,
  regionSchema,
} from './schema/entries.ts';
import {
  type Coach,
  coachSchema,
  type ReadyPhrase,
  readyPhraseSchema,
  type Team,
  teamSchema,
} from './schema/network.ts';
import { type Rule, ruleSchema } from './schema/rules.ts';

/** `phrases/<language>/<group>.json`: how people say each intent. */
export const phrasesSchema = z.record(idSchema, z.array(z.string().trim().min(1)));
/** The intents and phrases of each language. */
export type Phrases = ReadonlyMap<(typeof LANGUAGES)[number], ReadonlyMap<string, readonly string[]>>;

/** The files that are lists, and the schema of their entries. */
export const LISTS = {
  fields: fieldSchema,
  institutions: institutionSchema,
  competences: competenceSchema,
  cards: cardSchema,
  occupations: occupationSchema,
  services: offerSchema,
  trainings: offerSchema,
  needs: needSchema,
  answers: answerSchema,
  rules: ruleSchema,
  teams: teamSchema,
  coaches: coachSchema,
  'ready-phrases': readyPhraseSchema,
} as const;

/** The files as written, before they are checked against each other. */
export interface Files {
  readonly region: Region | undefined;
  readonly fields: readonly Field[];
  readonly institutions: readonly Institution[];
  readonly competences: readonly Competence[];
  readonly cards: readonly Card[];
  readonly occupations: readonly Occupation[];
  readonly services: readonly Offer[];
  readonly trainings: readonly Offer[];
  readonly needs: readonly Need[];
  readonly answers: readonly Answer[];
  readonly rules: readonly Rule[];
  readonly teams: readonly Team[];
  readonly coaches: readonly Coach[];
  readonly readyPhrases: readonly ReadyPhrase[];
  readonly phrases: Phrases;
}

/** The whole knowledge base, checked; every map is by id (answers: by intent). */
export interface Base {
  /** Where it was read from. */
  readonly folder: string;
  readonly region: Region;
  readonly fields: ReadonlyMap<string, Field>;
  readonly institutions: ReadonlyMap<string, Institution>;
  readonly competences: ReadonlyMap<string, Competence>;
  readonly cards: ReadonlyMap<string, Card>;
  readonly occupations: ReadonlyMap<string, Occupation>;
  /** Services and trainings: whatever can be a step. */
  readonly offers: ReadonlyMap<string, Offer>;
  readonly needs: ReadonlyMap<string, Need>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly coaches: ReadonlyMap<string, Coach>;
  readonly readyPhrases: ReadonlyMap<string, ReadyPhrase>;
  readonly phrases: Phrases;
  /** By id or ESCO URI. */
  occupationOf(reference: string): Occupation | undefined;
  /** By id or ESCO URI. */
  competenceOf(reference: string): Competence | undefined;
}

/** The knowledge base cannot be used; lists every problem with its remedy. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly code = 'knowledge.invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['Fix the knowledge base:', ...problems].join('\n  '));
    this.problems = problems;
  }
}

/** Reads and checks the knowledge base in a folder; throws one `KnowledgeError` with every problem. */
export function readBase(folder: URL | string): Base {
  const root = folder instanceof URL ? fileURLToPath(folder) : folder;
  const problems: string[] = [];
  const report = ({ file, entry, field, problem }: Problem) =>
    problems.push(
      `${file}${entry === undefined ? '' : `, entry "${entry}"`}${field ? `, field ${field}` : ''}: ${problem}`,
    );

  const list = <T>(file: string, schema: z.ZodType<T>): readonly T[] => {
    const entries = readJson(root, file, report);
    if (entries === undefined) return [];
    if (!Array.isArray(entries)) {
      report({ file, problem: 'must be a list: put [ and ] around the entries' });
      return [];
    }
    return entries.flatMap((entry: unknown, at) => {
      const read = schema.safeParse(entry);
      if (read.success) return [read.data];
      reportIssues(read.error, file, nameOf(entry) ?? `number ${at + 1}`, report);
      return [];
    });
  };

  const written = readJson(root, 'region.json', report);
  const region = regionSchema.safeParse(written);
  if (!region.success && written !== undefined) reportIssues(region.error, 'region.json', undefined, report);
  const files: Files = {
    region: region.data,
    fields: list('fields.json', fieldSchema),
    institutions: list('institutions.json', institutionSchema),
    competences: list('competences.json', competenceSchema),
    cards: list('cards.json', cardSchema),
    occupations: list('occupations.json', occupationSchema),
    services: list('services.json', offerSchema),
    trainings: list('trainings.json', offerSchema),
    needs: list('needs.json', needSchema),
    answers: list('answers.json', answerSchema),
    rules: list('rules.json', ruleSchema),
    teams: list('teams.json', teamSchema),
    coaches: list('coaches.json', coachSchema),
    readyPhrases: list('ready-phrases.json', readyPhraseSchema),
    phrases: readPhrases(root, report),
  };
  // References are judged only among well-formed entries: a broken entry must not be reported again by all who name it.
  if (problems.length === 0) for (const problem of problemsOfReferences(files)) report(problem);
  if (problems.length > 0 || !files.region) throw new KnowledgeError(problems);
  return baseOf({ ...files, region: files.region }, root);
}

/** A base from files already known to be in order. */
export function baseOf(files: Files & { readonly region: Region }, root = ''): Base {
  const byId = <T extends { readonly id: string }>(entries: readonly T[]): ReadonlyMap<string, T> =>
    new Map(entries.map((entry) => [entry.id, entry]));
  const occupations = byId(files.occupations);
  const competences = byId(files.competences);
  const occupationByEsco = new Map(files.occupations.map((entry) => [entry.esco, entry]));
  const competenceByEsco = new Map(
    files.competences.flatMap((entry) => (entry.esco ? [[entry.esco, entry] as const] : [])),
  );
  return {
    folder: root,
    region: files.region,
    fields: byId(files.fields),
    institutions: byId(files.institutions),
    competences,
    cards: byId(files.cards),
    occupations,
    offers: byId([...files.services, ...files.trainings]),
    needs: byId(files.needs),
    answers: new Map(files.answers.map((answer) => [answer.intent, answer])),
    rules: byId(files.rules),
    teams: byId(files.teams),
    coaches: byId(files.coaches),
    readyPhrases: byId(files.readyPhrases),
    phrases: files.phrases,
    occupationOf: (reference) => occupations.get(reference) ?? occupationByEsco.get(reference),
    competenceOf: (reference) => competences.get(reference) ?? competenceByEsco.get(reference),
  };
}

type Report = (problem: Problem) => void;

function readPhrases(root: string, report: Report): Phrases {
  return new Map(
    LANGUAGES.map((lang) => {
      const intents = new Map<string, string[]>();
      for (const group of groupsOf(join(root, 'phrases', lang))) {
        const file = `phrases/${lang}/${group}`;
        const written = readJson(root, file, report);
        const read = phrasesSchema.safeParse(written);
        if (!read.success && written !== undefined) reportIssues(read.error, file, undefined, report);
        for (const [intent, phrases] of Object.entries(read.data ?? {}))
          intents.set(intent, [...(intents.get(intent) ?? []), ...phrases]);
      }
      return [lang, intents] as const;
    }),
  );
}

function groupsOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    // No folder is no phrases: said once for each intent of the language.
    return [];
  }
}

function readJson(root: string, file: string, report: Report): unknown {
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch {
    report({ file, problem: 'is missing: add it' });
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    report({
      file: `${file}, line ${lineOf(message, text)}`,
      problem: `is not JSON (${message}): look there for a missing or surplus comma, quote or bracket`,
    });
    return undefined;
  }
}

function lineOf(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  // Not every fault comes with its position: it is in the first line up to which the text is no beginning of JSON.
  const lines = text.split('\n');
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginning(lines.slice(0, middle).join('\n'))) good = middle;
    else bad = middle;
  }
  return bad;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    return (
      message.includes('end of JSON input') ||
      Number(/at position (\d+)/.exec(message)?.[1] ?? -1) >= text.trimEnd().length
    );
  }
}

function reportIssues(error: z.ZodError, file: string, entry: string | undefined, report: Report): void {
  for (const issue of error.issues)
    report({ file, entry, field: issue.path.join('.'), problem: issue.message });
}

function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const id = 'id' in entry ? entry.id : 'intent' in entry ? entry.intent : undefined;
  return typeof id === 'string' ? id : undefined;
}
