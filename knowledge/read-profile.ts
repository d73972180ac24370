import type { Base } from './base.ts';
import { type Profile, profileSchema } from './schema/profile.ts';

/** A profile read from JSON, or everything that is wrong with it, one line a problem. */
export type Read = { readonly profile: Profile } | { readonly problems: readonly string[] };

/** Reads a profile as somebody else may have written it. */
export function readProfile(json: string, base: Base): Read {
  let written: unknown;
  try {
    written = JSON.parse(json);
  } catch (cause) {
    return {
      problems: [
        `the profile is not JSON: ${cause instanceof Error ? cause.message.replaceAll('\n', ' ') : String(cause)}`,
      ],
    };
  }
  const read = profileSchema.safeParse(written, { reportInput: true });
  if (!read.success) {
    return {
      problems: read.error.issues.map((issue) => `${issue.path.join('.') || 'the profile'}: ${wrong(issue)}`),
    };
  }
  const problems = strangersIn(read.data, base);
  return problems.length > 0 ? { problems } : { profile: read.data };
}

function wrong(issue: {
  readonly code?: string;
  readonly input?: unknown;
  readonly message: string;
}): string {
  const allowed =
    'values' in issue && Array.isArray(issue.values)
      ? `must be one of ${issue.values.join(', ')}`
      : issue.message;
  return issue.code === 'unrecognized_keys' || issue.input === undefined
    ? allowed
    : `is ${JSON.stringify(issue.input)}: ${allowed}`;
}

/** A concept of ESCO is known to the world even where the knowledge base does not have it: then it is a wish that nothing here serves. */
const ESCO = /^http:\/\/data\.europa\.eu\/esco\/(occupation|skill)\/[0-9a-f-]{36}$/;

function strangersIn({ wish, experience, competences, cards }: Profile, base: Base): readonly string[] {
  const named: readonly (readonly [string, string, boolean, Iterable<string>])[] = [
    ...(wish && 'occupation' in wish
      ? [
          [
            'wish.occupation',
            wish.occupation,
            base.occupationOf(wish.occupation) !== undefined,
            base.occupations.keys(),
          ] as const,
        ]
      : []),
    ...(experience ?? []).map(
      ({ occupation }, at) =>
        [
          `experience.${at}.occupation`,
          occupation,
          base.occupationOf(occupation) !== undefined,
          base.occupations.keys(),
        ] as const,
    ),
    ...(competences ?? []).map(
      ({ id }, at) =>
        [`competences.${at}.id`, id, base.competenceOf(id) !== undefined, base.competences.keys()] as const,
    ),
    ...(cards ?? []).map(
      (card, at) => [`cards.${at}`, card, base.cards.has(card), base.cards.keys()] as const,
    ),
  ];
  return named
    .filter(([, id, known]) => !known && !ESCO.test(id))
    .map(
      ([path, id, , ids]) =>
        `${path}: is ${JSON.stringify(id)}: must be an ESCO URI or one of ${[...ids].join(', ')}`,
    );
}
