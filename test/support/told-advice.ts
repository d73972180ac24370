import type { Advice, Reason } from '../../knowledge/pathways/advice.ts';

const rules = (reasons: readonly Reason[]) => reasons.map(({ rule }) => rule).join(', ');

/** Advice as lines that a person can read and a diff can show; `>` is the step of this week. */
export function toldAdvice(who: string, { pathways, ask, notFitting, unmet }: Advice): string {
  const lines = [
    who,
    ...pathways.flatMap(({ to, way, fit, because, steps, gap }, at) => [
      '',
      `${at + 1}. ${to}, ${way}, ${fit}: ${rules(because)}`,
      ...steps.map(
        ({ kind, item, thisWeek, because: why, check }) =>
          ` ${thisWeek ? '>' : ' '} ${kind} ${item}: ${rules(why)}${check.length > 0 ? ` (check: ${rules(check)})` : ''}`,
      ),
      ...(gap.length > 0
        ? [
            `   to learn: ${gap.map(({ competence, have, need }) => `${competence} ${have}/${need}`).join(', ')}`,
          ]
        : []),
    ]),
    '',
    `ask: ${ask.map(({ fact }) => fact).join(', ') || 'nothing'}`,
    ...(notFitting.length > 0
      ? ['not fitting:', ...notFitting.map(({ item, because }) => `   ${item}: ${rules(because)}`)]
      : []),
    ...unmet.map(
      ({ wish, place, language, constraint }) =>
        `unmet: ${[wish, place, language, constraint].filter(Boolean).join(', ')}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
