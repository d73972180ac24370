import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { KnowledgeError, readBase } from './base.ts';
import { adviser } from './pathways/adviser.ts';
import { readProfile } from './read-profile.ts';

/** The local day where the command runs. */
const thisDay = (): string => new Intl.DateTimeFormat('sv-SE').format(new Date());

/** `npm run --silent recommend < profile.json`: the advice as JSON; exit 2 for a profile that is wrong. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { today: { type: 'string' } } });
  const today = values.today ?? thisDay();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today)))
    return fail([`--today: is "${today}": must be a day such as 2026-11-23`]);
  const base = readBase(new URL('./base/', import.meta.url));
  const read = readProfile(await text(process.stdin), base);
  if ('problems' in read) return fail(read.problems);
  process.stdout.write(`${JSON.stringify(adviser(base)(read.profile, today), null, 2)}\n`);
}

function fail(problems: readonly string[], exitCode = 2): void {
  process.stderr.write(problems.map((problem) => `${problem}\n`).join(''));
  process.exitCode = exitCode;
}

try {
  await main();
} catch (error) {
  if (error instanceof KnowledgeError) fail(error.problems, 1);
  else fail([error instanceof Error ? error.message : String(error)]);
}
