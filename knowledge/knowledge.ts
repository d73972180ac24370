import { mkdirSync, writeFileSync } from 'node:fs';
import { type Base, KnowledgeError, readBase } from './base.ts';
import { editorSettings, jsonSchemas } from './json-schemas.ts';

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

const COMMANDS: Readonly<Record<string, () => void>> = {
  validate() {
    console.log(`ok: ${countsOf(readBase(BASE))}`);
  },
  schema() {
    mkdirSync(SCHEMAS, { recursive: true });
    mkdirSync(new URL('./', EDITOR), { recursive: true });
    for (const [name, schema] of jsonSchemas()) writeFileSync(new URL(name, SCHEMAS), schema);
    writeFileSync(EDITOR, editorSettings());
    console.log(`wrote ${jsonSchemas().size} schemas and .vscode/settings.json`);
  },
};

/** `npm run knowledge -- validate | schema` */
function main(): void {
  const name = process.argv[2] ?? '';
  const command = COMMANDS[name];
  if (!command) {
    console.error(`"${name}" is no command: use ${Object.keys(COMMANDS).join(' or ')}`);
    process.exitCode = 2;
    return;
  }
  try {
    command();
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    for (const problem of error.problems) console.error(problem);
    process.exitCode = 1;
  }
}

main();
