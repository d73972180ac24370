import { createHash } from 'node:crypto';
import { type Phrase, translator } from '../../locales/index.ts';

/** What a button of a card sends when it is pressed, also long after its question was asked. */
export interface Button {
  /** The value of the choice. */
  readonly choice: string;
  /** What the seeker saw on it. */
  readonly label: string;
  /** The question that it answers, as `Line.asked` named it. */
  readonly asked: string;
}

/** Reads what a channel says was pressed, as an object or as its JSON; undefined: it is no button of ours. */
export function readButton(value: unknown): Button | undefined {
  if (typeof value === 'string') return readButton(parsed(value));
  if (typeof value !== 'object' || value === null) return undefined;
  const { choice, label, asked } = value as Readonly<Record<string, unknown>>;
  const isText = (one: unknown): one is string => typeof one === 'string' && one.length <= 500;
  return isText(choice) && isText(label) && isText(asked) ? { choice, label, asked } : undefined;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = text.length <= 2_000 ? JSON.parse(text) : undefined;
    return typeof value === 'string' ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Names a question by what it asks, whatever the language: a button that is pressed later tells by it what it was an answer to. */
export function questionId({
  phrase,
  choices,
}: {
  readonly phrase: Phrase;
  readonly choices: readonly { readonly value: string }[];
}): string {
  const said = [translator('fi')(phrase), ...choices.map(({ value }) => value)];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 12);
}
