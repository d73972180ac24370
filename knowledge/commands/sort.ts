import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { phrasesSchema } from '../base.ts';
import { inOrder } from '../phrase-order.ts';
import { LANGUAGES } from '../schema/common.ts';
import type { Command } from './command.ts';

/** Puts the phrases of every file in order; changes nothing else. */
export const sort: Command = ({ base }) => {
  const lines = LANGUAGES.flatMap((lang) => {
    const folder = new URL(`phrases/${lang}/`, base);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => {
        const file = new URL(name, folder);
        const text = readFileSync(file, 'utf8');
        const sorted = Object.fromEntries(
          Object.entries(phrasesSchema.parse(JSON.parse(text))).map(([intent, list]) => [
            intent,
            inOrder(list),
          ]),
        );
        const put = `${JSON.stringify(sorted, null, 2)}\n`;
        if (put === text) return [];
        writeFileSync(file, put);
        return [`sorted phrases/${lang}/${name}`];
      });
  });
  return { lines: lines.length > 0 ? lines : ['all phrases are in order'] };
};
