import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Base } from '../base.ts';
import type { IntentModel, IntentSettings } from './intents.ts';
import type { LinearModel } from './linear.ts';
import { packModel, unpackModel } from './model-file.ts';

/** Raised when the recipe changes, so that models of an older one are not taken. */
const RECIPE_VERSION = 3;

/** Names what the intent models are made from: the phrases, and the words by which concepts are found. */
export function fingerprint(base: Base): string {
  const content = [
    RECIPE_VERSION,
    [...base.phrases].map(([lang, intents]) => [lang, [...intents]]),
    [base.occupations, base.fields, base.cards, base.institutions].map((map) =>
      [...map.values()].map(({ id, name, words }) => [id, name, words]),
    ),
    base.region.municipalities,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

const pathOf = (folder: URL | string) => (folder instanceof URL ? fileURLToPath(folder) : folder);
const fileOf = (folder: URL | string, print: string) => join(pathOf(folder), `intents-${print}.model`);

/** The intent model kept in a folder under a fingerprint; undefined where it is not there. */
export function readIntents(folder: URL | string, print: string): IntentModel | undefined {
  try {
    const { model, extra } = unpackModel<IntentSettings>(readFileSync(fileOf(folder, print)));
    return { wishes: model, settings: extra };
  } catch {
    return undefined;
  }
}

/** The fingerprints kept in a folder. */
export function keptIn(folder: URL | string): readonly string[] {
  try {
    return [
      ...new Set(
        readdirSync(pathOf(folder)).flatMap((name) => /^intents-([0-9a-f]+)\.model$/.exec(name)?.[1] ?? []),
      ),
    ];
  } catch {
    return [];
  }
}

/** Keeps an intent model, and drops those of other fingerprints. */
export function keepIntents(folder: URL | string, print: string, { wishes, settings }: IntentModel): void {
  write(fileOf(folder, print), packModel(wishes, settings));
  for (const name of readdirSync(pathOf(folder))) {
    if (name.startsWith('intents-') && !name.includes(print)) rmSync(join(pathOf(folder), name));
  }
}

const LANGUAGE = 'language.model';
export const readLanguage = (folder: URL | string): LinearModel =>
  unpackModel<null>(readFileSync(join(pathOf(folder), LANGUAGE))).model;
export const keepLanguage = (folder: URL | string, model: LinearModel): void =>
  write(join(pathOf(folder), LANGUAGE), packModel(model, null));

function write(file: string, bytes: Uint8Array): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.${process.pid}.tmp`, bytes);
  renameSync(`${file}.${process.pid}.tmp`, file);
}
