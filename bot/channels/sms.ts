import type { Channel, Line, Portion, Waiting } from './channel.ts';
import { plainText, segmentsOf } from './gsm.ts';

/** Segments of one message, and messages of one turn. */
export const MOST = { segments: 2, messages: 3 } as const;

/** What is never torn apart; `choice` is the number by which it is answered. */
interface Piece {
  readonly text: string;
  /** What joins it to the piece before it in the same message. */
  readonly glue: '\n' | ' ';
  readonly choice?: number;
}

/** A text message: numbered choices, plain letters, few and short messages, the rest when asked for. */
export const sms: Channel = {
  ids: ['sms'],
  seekerSpeaksFirst: true,
  render: ({ text, lang, choices }) => message([text, ...choices.map(numbered)].join('\n'), lang),
  narrow: {
    begin: (lines, more) => portion(lines.map(block), lines.at(-1)?.lang ?? '', more),
    goOn: ({ blocks, lang, shown }, more) => portion(blocks as readonly Piece[][], lang, more, shown),
  },
};

/** A text as messages that keep to the budget, however long it is. */
export const parts = (text: string): readonly string[] =>
  pack([block({ text, lang: '', choices: [] })]).map(written);

const numbered = ({ label }: { readonly label: string }, index: number) => `${index + 1}. ${label}`;
const message = (text: string, lang: string) =>
  ({ type: 'message', text: plainText(text), textFormat: 'plain', locale: lang }) as const;

/** A line as pieces that had better stay together. */
function block({ text, choices }: Line): readonly Piece[] {
  const lines = plainText(text)
    .split('\n')
    .filter((line) => line !== '')
    .flatMap(whole);
  const answers = choices.map((one, index) => ({
    text: plainText(numbered(one, index)),
    glue: '\n' as const,
    choice: index + 1,
  }));
  return [...lines, ...answers];
}

/** A line that is too long for a message as its sentences; a sentence that is, as its clauses, else as its words. */
function whole(text: string): readonly Piece[] {
  if (fits(text)) return [{ text, glue: '\n' }];
  return sentencesOf(text)
    .flatMap((sentence) => (fits(sentence) ? [sentence] : clausesOf(sentence)))
    .flatMap((clause) => (fits(clause) ? [clause] : clause.split(' ')))
    .map((part, index) => ({ text: part, glue: index === 0 ? '\n' : ' ' }));
}

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?؟])\s+/u);
const clausesOf = (text: string): readonly string[] => text.split(/(?<=[,;:،؛])\s+/u);
const fits = (text: string) => segmentsOf(text) <= MOST.segments;
const written = (pieces: readonly Piece[]) =>
  pieces.map(({ text, glue }, index) => (index === 0 ? text : glue + text)).join('');

/** Fills messages: a block goes where it fits whole, one that fits nowhere is taken apart. */
function pack(blocks: readonly (readonly Piece[])[]): Piece[][] {
  const messages: Piece[][] = [];
  const put = (pieces: readonly Piece[]) => {
    const last = messages.at(-1);
    if (last && fits(written([...last, ...pieces]))) last.push(...pieces);
    else messages.push([...pieces]);
  };
  for (const pieces of blocks) {
    if (fits(written(pieces))) put(pieces);
    else for (const piece of pieces) put([piece]);
  }
  return messages;
}

/** As much as one turn may send; what is left waits behind a number that is no answer to anything shown. */
function portion(
  blocks: readonly (readonly Piece[])[],
  lang: string,
  more: (number: number) => string,
  shown = 0,
): Portion {
  const messages = pack(blocks);
  const now = messages.slice(0, MOST.messages);
  const rest = messages.slice(MOST.messages);
  if (rest.length === 0)
    return { now: now.map((pieces) => message(written(pieces), lang)), waiting: undefined };

  const last = [...(now.at(-1) ?? [])];
  const back: Piece[] = [];
  const seen = () => Math.max(shown, ...[...now.slice(0, -1), last].flat().map(({ choice = 0 }) => choice));
  const ending = () => [...last, { text: plainText(more(seen() + 1)), glue: '\n' as const }];
  while (!fits(written(ending()))) {
    const piece = last.pop();
    if (!piece) break;
    // Its first sentences may still fit.
    const [first = '', ...others] = sentencesOf(piece.text);
    if (last.length === 0 && others.length > 0) {
      last.push({ ...piece, text: first });
      back.unshift({ text: others.join(' '), glue: '\n' });
    } else back.unshift(piece);
  }
  const waiting: Waiting = {
    blocks: [...(back.length > 0 ? [back] : []), ...rest],
    lang,
    shown: seen(),
  };
  return {
    now: [...now.slice(0, -1), ending()].map((pieces) => message(written(pieces), lang)),
    waiting,
  };
}
