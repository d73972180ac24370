import { mkdirSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { type Base, KnowledgeError, readBase } from './base.ts';
import type { Command } from './commands/command.ts';
import { coverage } from './commands/coverage.ts';
import { importing } from './commands/import.ts';
import { show } from './commands/show.ts';
import { sort } from './commands/sort.ts';
import { stale } from './commands/stale.ts';
import { why } from './commands/why.ts';
import { editorSettings, jsonSchemas } from './json-schemas.ts';
import { problemsOfPhrases } from './phrase-order.ts';

const BASE = new URL('./base/', import.meta.url);
const SCHEMAS = new URL('./schema/json/', import.meta.url);
const EDITOR = new URL('../.vscode/settings.json', import.meta.url);

/** How much there is of everything. */
function countsOf(base: Base): string {
  const { fields, institutions, competences, cards, occupations, offers, needs, answers, rules } = base;
  const counted = Object.entries({
    fields,
    institutions,
    competences,
    cards,
    occupations,
    offers,
    needs,
    answers,
    rules,
  }).map(([name, entries]) => `${entries.size} ${name}`);
  const phrases = [...base.phrases].map(
    ([lang, intents]) => `${[...intents.values()].flat().length} phrases (${lang})`,
  );
  return [...counted, ...phrases].join(', ');
}

const COMMANDS: Readonly<Record<string, Command>> = {
  validate({ base: folder }) {
    const base = readBase(folder);
    const problems = problemsOfPhrases(base.phrases);
    if (problems.length > 0) return { lines: problems, exitCode: 1 };
    return { lines: [`ok: ${countsOf(base)}`] };
  },
  schema() {
    mkdirSync(SCHEMAS, { recursive: true });
    mkdirSync(new URL('./', EDITOR), { recursive: true });
    for (const [name, schema] of jsonSchemas()) writeFileSync(new URL(name, SCHEMAS), schema);
    writeFileSync(EDITOR, editorSettings());
    return { lines: [`wrote ${jsonSchemas().size} schemas and .vscode/settings.json`] };
  },
  coverage,
  sort,
  stale,
  show,
  why,
  import(asked) {
    // A file of 50 MB is read in less than 300 MB of memory: see test/bench/import.ts.
    setFlagsFromString('--optimize-for-size');
    return importing(asked);
  },
};

/** `npm run knowledge -- validate | sort | schema | coverage | stale | show ID | why PROFILE ITEM | import KIND FILE` */
async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) {
    console.error(`"${name}" is no command: use ${Object.keys(COMMANDS).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  // The local day where the command runs.
  const today = new Intl.DateTimeFormat('sv-SE').format(new Date());
  try {
    const { lines, exitCode = 0 } = await command({ args, base: BASE, today });
    (exitCode === 2 ? process.stderr : process.stdout).write(lines.map((line) => `${line}\n`).join(''));
    process.exitCode = exitCode;
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    for (const problem of problems) console.error(problem);
    process.exitCode = error instanceof KnowledgeError ? 1 : 2;
  }
}

/** What is to be said of an expected failure: of the knowledge base, or of how the command was called. */
function problemsOf(error: unknown): readonly string[] | undefined {
  if (error instanceof KnowledgeError) return error.problems;
  const called =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return called ? [error.message] : undefined;
}

await main();
