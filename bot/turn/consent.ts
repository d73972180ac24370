import { createHash } from 'node:crypto';
import { phrase } from '../../dialogs/dialog.ts';
import { LANGS, type Lang, type Phrase, type Room, translator } from '../../locales/index.ts';
import type { Session } from '../conversations/conversation.ts';
import type { DialogStack } from '../framework/dialog-stack.ts';

/** That a seeker was told what is kept and why, in which words, and that they went on. */
export interface Consent {
  /** Names the very words: part of their hash (SHA-256). */
  readonly version: string;
  readonly lang: Lang;
  readonly room: Room;
  /** ISO 8601 times; `given` absent: nothing was said since. */
  readonly told: string;
  readonly given?: string;
  /** Words that had changed: going on is no answer, a yes is. */
  readonly asked?: true;
}

const TOLD = phrase('welcome.privacy');

/** Each wording's version. */
const VERSIONS: ReadonlyMap<string, string> = new Map(
  LANGS.flatMap((lang) =>
    (['full', 'short'] as const).map((room) => [
      `${lang} ${room}`,
      createHash('sha256').update(translator(lang, room)(TOLD)).digest('hex').slice(0, 12),
    ]),
  ),
);
const versionOf = (lang: Lang, room: Room): string => VERSIONS.get(`${lang} ${room}`) ?? '';

const iso = (time: number) => new Date(time).toISOString();

/** With what is told now (milliseconds since 1970). */
export function withTold(
  consents: readonly Consent[] = [],
  { lang, room, time, anew }: { lang: Lang; room: Room; time: number; anew: boolean },
): Consent[] {
  const now = {
    version: versionOf(lang, room),
    lang,
    room,
    told: iso(time),
    ...(anew && { asked: true as const }),
  };
  const last = consents.at(-1);
  // A greeting with the same words is no news, unless a yes was asked for and never came.
  const known = last?.version === now.version && !anew && !isToAsk(consents);
  return known ? [...consents] : [...consents, now];
}

/** The seeker goes on (`agreed`: says yes) after what they were told last. */
export function withGiven(consents: readonly Consent[], time: number, agreed: boolean): Consent[] {
  const last = consents.at(-1);
  if (!last || last.given !== undefined || (last.asked && !agreed)) return [...consents];
  return [...consents.slice(0, -1), { ...last, given: iso(time) }];
}

/** The words have changed since they were told, or a yes to changed ones is still missing. Who was never told has nothing to say yes to. */
export function isToAsk(consents: readonly Consent[] = []): boolean {
  const last = consents.at(-1);
  if (!last) return false;
  return (
    last.version !== versionOf(last.lang, last.room) || (last.asked === true && last.given === undefined)
  );
}

/** What was told when, as the seeker's own copy shows it. */
export function consentLines(consents: readonly Consent[] = []): readonly Phrase[] {
  return consents.map(({ version, told, given }) =>
    given === undefined
      ? phrase('consent.told', { told: { day: told.slice(0, 10) }, version })
      : phrase('consent.given', {
          told: { day: told.slice(0, 10) },
          version,
          given: { day: given.slice(0, 10) },
        }),
  );
}

/** What must not be interrupted by a question about data: danger, and what asks about data itself. */
const NOT_NOW: readonly string[] = ['safety', 'person', 'my-data', 'return-code', 'consent'];

/** Asks anew where the text about what is kept has changed; afterwards the guide returns to its question. */
export async function askConsent(
  stack: DialogStack,
  { dialogs, consents }: Pick<Session, 'dialogs' | 'consents'>,
): Promise<void> {
  if (!stack.active || dialogs.dialogStack.some(({ id }) => NOT_NOW.includes(id))) return;
  if (isToAsk(consents)) await stack.begin('consent');
}
