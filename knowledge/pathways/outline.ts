import type { FactPath, Fit, Pathway, Reason, Way } from './advice.ts';
import type { Goal } from './catalog.ts';
import type { Facts } from './facts.ts';
import { type Draft, restedOn, thisWeekOf } from './steps.ts';

/** A pathway before anybody asks why: where it leads and by which steps. */
export interface Outline extends Pick<Pathway, 'to' | 'way' | 'fit'> {
  readonly way: Way;
  readonly fit: Fit;
  readonly steps: readonly Draft[];
  /** Absent where no occupation can be named. */
  readonly goal?: Goal;
  /** Why this goal, and all that the choice rests on. */
  why(): { readonly because: readonly Reason[]; readonly grounds: readonly FactPath[] };
}

/** A pathway in full: every reason, what to check, and what is still to be learned. */
export function told(outline: Outline, facts: Facts): Pathway {
  return facts.recalled('told', outline, () => {
    const { to, way, fit, steps, goal, why } = outline;
    const { because, grounds } = why();
    const first = thisWeekOf(steps);
    return {
      to,
      way,
      fit,
      because,
      steps: steps.map(({ kind, item, provider, weeks, tell }) => {
        const { because: reasons, check } = tell();
        return {
          kind,
          item,
          ...(provider !== undefined && { provider }),
          ...(weeks && { weeks }),
          thisWeek: item === first,
          because: restedOn(reasons, grounds),
          check: restedOn(check, grounds),
        };
      }),
      gap: goal ? gapOf(goal, facts) : [],
    };
  });
}

const gapOf = ({ occupation }: Goal, facts: Facts): Pathway['gap'] =>
  occupation.competences
    .map(({ competence, need }) => ({ competence, have: facts.level(competence), need }))
    .filter(({ have, need }) => have < need);
