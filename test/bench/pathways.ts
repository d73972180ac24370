import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { type Base, readBase } from '../../knowledge/base.ts';
import { adviser } from '../../knowledge/pathways/index.ts';
import {
  CONSTRAINTS,
  DIGITAL_LEVELS,
  EDUCATION_LEVELS,
  fieldIdSchema,
  LANGUAGE_LEVELS,
  LITERACY_LEVELS,
  municipalitySchema,
  SITUATIONS,
} from '../../knowledge/schema/common.ts';
import type { Offer } from '../../knowledge/schema/entries.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';

// `npm run bench:pathways`: advice for generated profiles, with what to ask; the real base, and the same with generated trainings.
const PROFILES = 1_000;
const TRAININGS = [1_000, 10_000, 100_000];
/** A row ends here even where not all seekers have been advised; the table says how many were. */
const MOST_SECONDS = 60;
/** Other work on the machine disturbs some of the seekers; seldom the same one each time. */
const ROUNDS = 3;
const TODAY = '2026-11-23';
const FOLDER = new URL('../../knowledge/base/', import.meta.url);

/** Numbers from 0 to 1, the same in every run (mulberry32, Tommy Ettinger). */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function chance(seed: number) {
  const next = seeded(seed);
  const one = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(next() * list.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  };
  return {
    one,
    some: <T>(list: readonly T[], most: number): T[] => [
      ...new Set(Array.from({ length: Math.floor(next() * (most + 1)) }, () => one(list))),
    ],
    /** A value in a share of cases, else nothing. */
    maybe: <K extends string, T>(key: K, share: number, value: () => T) =>
      (next() < share ? { [key]: value() } : {}) as { [key in K]?: T },
  };
}

/** Seekers of whom some facts are known and some are not: each fact is known of seven in ten. */
function profilesFor({ occupations, cards, competences }: Base): readonly Profile[] {
  const { one, some, maybe } = chance(20_261_123);
  const work = [...occupations.keys()];
  const tasks = [...competences.keys()];
  const known = 0.7;
  return Array.from({ length: PROFILES }, () => ({
    ...maybe('municipality', known, () => one(municipalitySchema.options)),
    ...maybe('age', known, () => one(['under30', '30plus'] as const)),
    ...maybe('situation', known, () => one(SITUATIONS)),
    ...maybe('inFinland', known, () => one(['always', 'over3y', 'under3y'] as const)),
    education: {
      ...maybe('level', known, () => one(EDUCATION_LEVELS)),
      ...maybe('country', known, () => one(['finland', 'abroad'] as const)),
      ...maybe('field', known, () => one(fieldIdSchema.options)),
    },
    skills: {
      ...maybe('finnish', known, () => one(LANGUAGE_LEVELS)),
      ...maybe('english', known, () => one(LANGUAGE_LEVELS)),
      ...maybe('digital', known, () => one(DIGITAL_LEVELS)),
      ...maybe('literacy', known, () => one(LITERACY_LEVELS)),
    },
    ...maybe('competences', known, () =>
      some(tasks, 8).map((id) => ({ id, level: one([1, 2, 3] as const) })),
    ),
    ...maybe('experience', known, () =>
      some(work, 2).map((occupation) => ({
        occupation,
        evidence: one(['work', 'study', 'home', 'hobby'] as const),
        country: one(['finland', 'abroad'] as const),
      })),
    ),
    ...maybe('cards', known, () => some([...cards.keys()], 3)),
    ...maybe('constraints', known, () => some(CONSTRAINTS, 2)),
    ...maybe('wish', known, () =>
      one<NonNullable<Profile['wish']>>([
        { occupation: one(work) },
        { occupation: one(work) },
        { field: one(fieldIdSchema.options) },
        { goal: one(['work-now', 'study', 'change', 'unsure'] as const) },
      ]),
    ),
  }));
}

/** The base with as many more trainings, each a real one with another school, place, length, time and entry. */
function withTrainings(base: Base, count: number): Base {
  const { one, some } = chance(count);
  const real = [...base.offers.values()].filter(({ gives }) => Object.keys(gives).length > 0);
  const work = [...base.occupations.keys()];
  const made = Array.from({ length: count }, (_, at): readonly [string, Offer] => {
    const like = one(real);
    const weeks = one([1, 4, 12, 26, 52]);
    const id = `${like.id}-${at}`;
    const occupations = like.gives.occupations && [one(work), ...some(work, 2)];
    return [
      id,
      {
        ...like,
        id,
        places: [one([...municipalitySchema.options, 'online'] as const)],
        weeks: [weeks, weeks * 2],
        cost: one(['free', 'fee', 'varies'] as const),
        times: [one(['day', 'evening', 'remote', 'flexible'] as const)],
        serves: occupations ? { occupations } : like.serves,
        gives: occupations ? { ...like.gives, occupations } : like.gives,
        asks: { ...like.asks, ...(like.asks.finnish && { finnish: one(['A1', 'A2', 'B1', 'B2'] as const) }) },
      },
    ];
  });
  return { ...base, offers: new Map([...base.offers, ...made]) };
}

const quantile = (times: readonly number[], q: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN;
const ms = (time: number) => time.toFixed(time < 10 ? 2 : 0);

function measure(name: string, base: Base, profiles: readonly Profile[]): string {
  const advise = adviser(base);
  const began = performance.now();
  advise({}, TODAY);
  const first = performance.now() - began;
  // The engine of a server is warm.
  for (const profile of profiles.slice(-20)) advise(profile, TODAY);
  const times: number[] = [];
  const best: number[] = [];
  const end = performance.now() + MOST_SECONDS * 1_000;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, profile] of profiles.entries()) {
      const start = performance.now();
      if (start > end || (round > 0 && at >= times.length)) break;
      advise(profile, TODAY);
      const time = performance.now() - start;
      if (round === 0) times.push(time);
      best[at] = Math.min(best[at] ?? time, time);
    }
  const row = [
    base.offers.size,
    times.length,
    quantile(times, 0.5),
    quantile(times, 0.99),
    Math.max(...times),
    quantile(best, 0.5),
    quantile(best, 0.99),
    first,
  ];
  const told = `| ${name} | ${row.map((value, at) => (at < 2 ? value : ms(value))).join(' | ')} |`;
  process.stderr.write(`${told}\n`);
  return told;
}

const loads = Array.from({ length: 5 }, () => {
  const start = performance.now();
  readBase(FOLDER);
  return performance.now() - start;
});
const base = readBase(FOLDER);
const profiles = profilesFor(base);
const rows = [
  measure('the real base', base, profiles),
  ...TRAININGS.map((count) => measure(`and ${count} trainings more`, withTrainings(base, count), profiles)),
];
const table = `# Advice

Written by \`npm run bench:pathways\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores: one seeker at a time,
${PROFILES} generated seekers of whom seven facts in ten are known, each time with \`ask\` (every answer to every open question is tried). Milliseconds; at most ${MOST_SECONDS} s a row.
Other work was on the machine: the load average was ${loadavg()[0]?.toFixed(1)} at the end.
Each seeker is advised up to ${ROUNDS} times in all, one after the other; "best of" counts the least disturbed time of each.
The trainings are made from the real ones, each given at random to one to three of the ${base.occupations.size} occupations; the first advice of a day builds the indexes.

| | offers | seekers | p50 | p99 | worst | p50, best of ${ROUNDS} | p99, best of ${ROUNDS} | first advice of the day |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

The real base is read and checked in ${ms(loads[0] ?? Number.NaN)} ms the first time, ${ms(quantile(loads, 0.5))} ms in the median of ${loads.length}.
Aims: p99 of 2 ms with the real base and of 20 ms with 10,000 trainings more, growth well under linear, reading under 300 ms.
`;
writeFileSync(new URL('../../docs/pathways.md', import.meta.url), table);
process.stdout.write(table);
