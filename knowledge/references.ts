import type { Files } from './base.ts';
import { ANSWERS, SCALES } from './pathways/known.ts';
import { PARAMS } from './pathways/rulebook.ts';
import { CONSTRAINTS } from './schema/common.ts';
import type { Condition, ValueFact } from './schema/rules.ts';

/** One thing wrong in the knowledge base, with its remedy. */
export interface Problem {
  readonly file: string;
  readonly entry?: string | undefined;
  readonly field?: string;
  readonly problem: string;
}

/** Whatever is wrong between the files: ids given twice, references to nothing, intents without answer or phrases, nobody to turn to. */
export function problemsOfReferences(files: Files): readonly Problem[] {
  return [
    ...doubles(files),
    ...strangers(files),
    ...faultsOfRules(files),
    ...gapsOfIntents(files),
    ...nobodyToTurnTo(files),
  ];
}

function* doubles(files: Files): Generator<Problem> {
  const groups: readonly (readonly [string, readonly { readonly id: string }[]])[] = [
    ['fields.json', files.fields],
    ['institutions.json', files.institutions],
    ['competences.json', files.competences],
    ['cards.json', files.cards],
    ['occupations.json', files.occupations],
    ['services.json or trainings.json', [...files.services, ...files.trainings]],
    ['needs.json', files.needs],
    ['rules.json', files.rules],
    ['teams.json', files.teams],
    ['coaches.json', files.coaches],
    ['ready-phrases.json', files.readyPhrases],
    ['answers.json', files.answers.map(({ intent }) => ({ id: intent }))],
  ];
  for (const [file, entries] of groups) {
    const seen = new Set<string>();
    for (const { id } of entries) {
      if (seen.has(id))
        yield { file, entry: id, problem: 'the id is given twice: give each entry an id of its own' };
      seen.add(id);
    }
  }
  for (const [file, entries] of [
    ['occupations.json', files.occupations],
    ['competences.json', files.competences],
  ] as const) {
    const seen = new Map<string, string>();
    for (const { id, esco } of entries) {
      if (!esco) continue;
      const other = seen.get(esco);
      if (other)
        yield {
          file,
          entry: id,
          field: 'esco',
          problem: `is the same concept as in "${other}": correct one of them`,
        };
      seen.set(esco, id);
    }
  }
}

function* strangers(files: Files): Generator<Problem> {
  const known = {
    'occupations.json': new Set(files.occupations.map(({ id }) => id)),
    'competences.json': new Set(files.competences.map(({ id }) => id)),
    'cards.json': new Set(files.cards.map(({ id }) => id)),
    'fields.json': new Set<string>(files.fields.map(({ id }) => id)),
    'institutions.json': new Set(files.institutions.map(({ id }) => id)),
    'teams.json': new Set(files.teams.map(({ id }) => id)),
    'region.json': new Set<string>([...(files.region?.municipalities.map(({ id }) => id) ?? []), 'online']),
    'services.json or trainings.json': new Set([...files.services, ...files.trainings].map(({ id }) => id)),
  } as const;
  function* check(
    file: string,
    entry: string,
    field: string,
    ids: readonly string[] | undefined,
    of: keyof typeof known,
  ): Generator<Problem> {
    for (const id of ids ?? []) {
      if (!known[of].has(id))
        yield {
          file,
          entry,
          field,
          problem: `names "${id}", which is not an id of ${of}: correct it, or add the entry there`,
        };
    }
  }

  for (const { id, field, competences, cards, near, regulated } of files.occupations) {
    const at = 'occupations.json';
    yield* check(at, id, 'field', [field], 'fields.json');
    yield* check(
      at,
      id,
      'competences',
      competences.map(({ competence }) => competence),
      'competences.json',
    );
    yield* check(
      at,
      id,
      'cards',
      cards.map(({ card }) => card),
      'cards.json',
    );
    yield* check(at, id, 'near', near, 'occupations.json');
    yield* check(at, id, 'regulated.authority', regulated && [regulated.authority], 'institutions.json');
    if (near.includes(id))
      yield { file: at, entry: id, field: 'near', problem: 'names itself: leave it out' };
  }
  for (const [at, offers] of [
    ['services.json', files.services],
    ['trainings.json', files.trainings],
  ] as const) {
    for (const { id, provider, places, onlyFor, serves, gives } of offers) {
      yield* check(at, id, 'provider', [provider], 'institutions.json');
      yield* check(at, id, 'places', places, 'region.json');
      yield* check(at, id, 'onlyFor', onlyFor, 'region.json');
      yield* check(at, id, 'serves.fields', serves.fields, 'fields.json');
      yield* check(at, id, 'serves.occupations', serves.occupations, 'occupations.json');
      yield* check(at, id, 'gives.occupations', gives.occupations, 'occupations.json');
      yield* check(at, id, 'gives.competences', gives.competences, 'competences.json');
      yield* check(at, id, 'gives.cards', gives.cards, 'cards.json');
    }
  }
  for (const { id, team, organisation, fields } of files.coaches) {
    yield* check('coaches.json', id, 'team', [team], 'teams.json');
    yield* check('coaches.json', id, 'organisation', organisation ? [organisation] : [], 'institutions.json');
    yield* check('coaches.json', id, 'fields', fields, 'fields.json');
  }
  for (const { id, municipalities } of files.teams)
    yield* check('teams.json', id, 'municipalities', municipalities, 'region.json');
  for (const { id, fields, occupations } of files.needs) {
    yield* check('needs.json', id, 'fields', fields, 'fields.json');
    yield* check('needs.json', id, 'occupations', occupations, 'occupations.json');
  }
  for (const { id, when, then } of files.rules) {
    const at = 'rules.json';
    if (when) for (const [of, ids] of namesIn(when)) yield* check(at, id, 'when', ids, of);
    if ('require' in then) yield* check(at, id, 'then.by', then.by, 'institutions.json');
    if ('offer' in then)
      yield* check(at, id, 'then.offer.items', then.offer.items, 'services.json or trainings.json');
  }
}

/** Facts and candidate paths whose values are ids, and where those ids are defined. */
const IDS_OF = {
  'wish.occupation': 'occupations.json',
  experience: 'occupations.json',
  'experience.work': 'occupations.json',
  'experience.study': 'occupations.json',
  'occupation.id': 'occupations.json',
  'wish.field': 'fields.json',
  'education.field': 'fields.json',
  'occupation.field': 'fields.json',
  competences: 'competences.json',
  cards: 'cards.json',
  'card.id': 'cards.json',
  'occupation.authority': 'institutions.json',
  'offer.provider': 'institutions.json',
  'offer.id': 'services.json or trainings.json',
} as const;

function* namesIn(
  condition: Condition,
): Generator<readonly [(typeof IDS_OF)[keyof typeof IDS_OF], readonly string[]]> {
  if ('all' in condition) for (const part of condition.all) yield* namesIn(part);
  else if ('any' in condition) for (const part of condition.any) yield* namesIn(part);
  else if ('not' in condition) yield* namesIn(condition.not);
  else {
    const of = IDS_OF[('fact' in condition ? condition.fact : condition.candidate) as keyof typeof IDS_OF];
    const value = 'is' in condition ? condition.is : 'has' in condition ? condition.has : undefined;
    if (of && typeof value === 'string') yield [of, [value]];
    else if (of && Array.isArray(value)) yield [of, value];
  }
}

/** Rules that the engine itself gives as a reason. */
const NAMED_RULES = ['guidance-first', 'wish-unserved', 'bridge-to-training', 'prepares-for-training'];

function* faultsOfRules({ rules }: Files): Generator<Problem> {
  const file = 'rules.json';
  for (const name of NAMED_RULES) {
    if (!rules.some(({ id }) => id === name))
      yield { file, entry: name, problem: 'is missing: the engine gives it as a reason, so write its text' };
  }
  for (const { id, when, reason } of rules) {
    for (const [fact, value] of when ? plainValuesIn(when) : []) {
      const possible =
        SCALES[fact as ValueFact] ??
        ANSWERS[fact as ValueFact] ??
        (fact === 'constraints' ? CONSTRAINTS : undefined);
      if (possible && !possible.includes(value))
        yield {
          file,
          entry: id,
          field: 'when',
          problem: `compares ${fact} with "${value}": must be one of ${possible.join(', ')}`,
        };
    }
    const named = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
    for (const [lang, text] of Object.entries(reason)) {
      for (const name of named(text)) {
        if (!PARAMS.some((one) => one === name))
          yield {
            file,
            entry: id,
            field: `reason.${lang}`,
            problem: `puts in {{${name}}}: must be one of ${PARAMS.join(', ')}`,
          };
      }
      if (named(text).join() !== named(reason.en).join())
        yield {
          file,
          entry: id,
          field: `reason.${lang}`,
          problem: 'puts in other {{names}} than the English text: use the same',
        };
    }
  }
}

function* plainValuesIn(condition: Condition): Generator<readonly [string, string]> {
  if ('all' in condition) for (const part of condition.all) yield* plainValuesIn(part);
  else if ('any' in condition) for (const part of condition.any) yield* plainValuesIn(part);
  else if ('not' in condition) yield* plainValuesIn(condition.not);
  else if ('fact' in condition) {
    const value =
      'is' in condition
        ? condition.is
        : 'has' in condition
          ? condition.has
          : 'below' in condition
            ? condition.below
            : condition.atLeast;
    for (const one of typeof value === 'string' ? [value] : Array.isArray(value) ? value : [])
      yield [condition.fact, one];
  }
}

function* gapsOfIntents({ answers, phrases }: Files): Generator<Problem> {
  const answered = new Set(answers.map(({ intent }) => intent));
  const said = new Set([...phrases.values()].flatMap((intents) => [...intents.keys()]));
  for (const intent of [...said].sort()) {
    if (intent !== 'none' && !answered.has(intent))
      yield { file: 'answers.json', entry: intent, problem: 'has phrases but no answer: write one' };
  }
  for (const intent of [...new Set([...answered, ...said])].sort()) {
    for (const [lang, intents] of phrases) {
      if ((intents.get(intent)?.length ?? 0) === 0)
        yield { file: `phrases/${lang}`, entry: intent, problem: 'has no phrases: write how people say it' };
    }
  }
}

/** Whoever cannot be served otherwise is sent to a person: one guidance service must take everybody, and not end. */
function* nobodyToTurnTo({ services }: Files): Generator<Problem> {
  const open = services.some(
    ({ kind, serves, asks, onlyFor, validUntil }) =>
      kind === 'guidance' &&
      serves.everyone &&
      Object.keys(asks).length === 0 &&
      !onlyFor &&
      validUntil === undefined,
  );
  if (!open)
    yield {
      file: 'services.json',
      problem:
        'has no guidance for everybody: add a service of kind "guidance" with serves.everyone, and without asks, onlyFor and validUntil',
    };
}
