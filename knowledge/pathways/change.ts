import type { Outline } from './outline.ts';
import { type Draft, thisWeekOf } from './steps.ts';

/** All that can change. */
export const ALL = 1000;
/** The first pathway is looked at most. */
const PLACES = [0.5, 0.3, 0.2];

/** What of pathways is weighed: not the words, but where they lead and how. */
type Shape = Pick<Outline, 'to' | 'way' | 'fit'> & {
  readonly steps: readonly Pick<Draft, 'kind' | 'item'>[];
};

/** How much of what a seeker is shown differs, in whole numbers: 0 where pathways have the same shape, 1000 where they have nothing in common. */
export const changeOf = (now: readonly Shape[], then: readonly Shape[]): number =>
  Math.ceil(ALL * PLACES.reduce((sum, weight, at) => sum + weight * changeOfOne(now[at], then[at]), 0));

/** Another goal or way is more than another step. */
function changeOfOne(now: Shape | undefined, then: Shape | undefined): number {
  if (now === then) return 0;
  if (!now || !then || now.to !== then.to) return 1;
  if (now.way !== then.way) return 0.8;
  const [a, b] = [now, then].map(({ steps }) => steps.map(({ item }) => item));
  if (!a || !b) return 0;
  return (
    (now.fit === then.fit ? 0 : 0.2) +
    0.3 * differing(a, b) +
    (thisWeekOf(now.steps) === thisWeekOf(then.steps) ? 0 : 0.1) +
    (a.join() === b.join() ? 0 : 0.02)
  );
}

/** The share of steps that only one of both has. */
function differing(some: readonly string[], others: readonly string[]): number {
  const all = new Set([...some, ...others]);
  return (
    [...all].filter((item) => !some.includes(item) || !others.includes(item)).length / Math.max(1, all.size)
  );
}
