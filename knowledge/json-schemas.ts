import { z } from 'zod';
import { LISTS, phrasesSchema } from './base.ts';
import { regionSchema } from './schema/entries.ts';
import { profileSchema } from './schema/profile.ts';

/** The JSON schema files for editors, by name: one for each file of the knowledge base, and the profile. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const schemas: readonly (readonly [string, z.ZodType])[] = [
    ...Object.entries(LISTS).map(([name, schema]) => [name, z.array(schema)] as const),
    ['region', regionSchema],
    ['phrases', phrasesSchema],
    ['profile', profileSchema],
  ];
  return new Map(
    schemas.map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}

/** Tells VS Code which schema is for which file; the files are lists and cannot name their schema themselves. */
export function editorSettings(): string {
  const schemas = [...Object.keys(LISTS), 'region'].map((name) => ({
    fileMatch: [`/knowledge/base/${name}.json`],
    url: `./knowledge/schema/json/${name}.schema.json`,
  }));
  const phrases = {
    fileMatch: ['/knowledge/base/phrases/*/*.json'],
    url: './knowledge/schema/json/phrases.schema.json',
  };
  return `${JSON.stringify({ 'json.schemas': [...schemas, phrases] }, null, 2)}\n`;
}
