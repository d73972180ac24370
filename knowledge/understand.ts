import { createInterface } from 'node:readline';
import { LANGS, type Lang } from '../locales/index.ts';
import { openKnowledge } from './open.ts';

/** `npm run understand`: JSON Lines `{"text","lang"?}` in, what was understood out, line by line. Exit 2 where a line could not be read. */
async function main(): Promise<void> {
  const { understand } = await openKnowledge();
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    if (line.trim() === '') continue;
    const asked = read(line);
    if (typeof asked === 'string') {
      process.stderr.write(`line ${number}: ${asked}\n`);
      process.exitCode = 2;
      continue;
    }
    const understood = understand(asked.text, asked.lang);
    const { lang, langConfidence, intent, score, decision, alternatives, concepts } = understood;
    const found = concepts.map(({ id, type, span, score }) => ({ id, type, span, score }));
    process.stdout.write(
      `${JSON.stringify({ lang, langConfidence, intent, score, decision, alternatives, concepts: found })}\n`,
    );
  }
}

/** A line as a question, or what is wrong with it. */
function read(line: string): { text: string; lang: Lang | undefined } | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'is not JSON: write {"text": "…"}';
  }
  const { text, lang } = (value ?? {}) as { text?: unknown; lang?: unknown };
  if (typeof text !== 'string') return '"text" must be a string';
  if (lang === undefined || lang === null) return { text, lang: undefined };
  const known = LANGS.find((one) => one === lang);
  return known ? { text, lang: known } : `"lang" must be one of ${LANGS.join(', ')}`;
}

await main();
