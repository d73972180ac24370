import type { Json } from '../commands/written.ts';
import type { Change } from './merge.ts';
import type { Settled, Settlement } from './settle.ts';

const LONGEST = 100;
/** Entries that are shown; nobody reads more at once. */
const MOST_SHOWN = 500;

/** An import as somebody would read it: what is new, what changes, what stays because it was edited here, what is gone. */
export function diffLines({ settled, gone }: Settlement, force: boolean): readonly string[] {
  const news = settled.filter(isNews);
  const lines = [
    ...news.slice(0, MOST_SHOWN).flatMap(linesOf),
    ...(news.length > MOST_SHOWN ? [`... and ${news.length - MOST_SHOWN} more entries`] : []),
  ];
  const count = (as: Settled['as']) => settled.filter((one) => one.as === as).length;
  const changed = settled.filter(
    ({ as, changes }) => as === 'in-base' && changes.some(({ outcome }) => outcome === 'taken'),
  ).length;
  const kept = settled.flatMap(({ changes }) => changes.filter(({ outcome }) => outcome === 'kept')).length;
  return [
    ...lines,
    ...gone.map(
      ({ id, list, entry }) =>
        `- ${list}.json "${id}"${entry ? ' (draft)' : ''}: did not come this time; remove it yourself if it has ended`,
    ),
    ...(lines.length > 0 || gone.length > 0 ? [''] : []),
    `${count('new-draft')} new drafts, ${count('draft')} drafts from before, ${count('into-base')} new in the base, ${changed} changed in the base, ${count('in-base') - changed} unchanged`,
    ...(kept > 0 && !force
      ? [`${kept} fields are as they were edited here (=); --force-local takes what came in`]
      : []),
  ];
}

const isNews = ({ as, changes }: Settled) => changes.length > 0 || as === 'new-draft' || as === 'into-base';

function linesOf({ id, list, as, changes, gaps }: Settled): readonly string[] {
  const draft = as === 'new-draft' || as === 'draft';
  const sign = as === 'new-draft' || as === 'into-base' ? '+' : '~';
  return [
    `${sign} ${list}.json "${id}"${draft ? ' (draft)' : ''}`,
    ...changes.map(changeLine),
    ...(draft && gaps.missing.length > 0 ? [`    to be written: ${gaps.missing.join(', ')}`] : []),
    ...gaps.wrong.map(({ field, problem }) => `    to be corrected: ${field} ${problem}`),
  ];
}

function changeLine({ field, here, incoming, outcome }: Change): string {
  if (outcome === 'kept') return `    = ${field}: ${shown(here)} stays, there it is ${shown(incoming)}`;
  return here === undefined
    ? `    ${field}: ${shown(incoming)}`
    : `    ${field}: ${shown(here)} -> ${shown(incoming)}`;
}

function shown(value: Json | undefined): string {
  if (typeof value === 'string' && value.length > LONGEST)
    return `${JSON.stringify(value.slice(0, LONGEST))}...`;
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
