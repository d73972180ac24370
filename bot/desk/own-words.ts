import type { Knowledge } from '../../knowledge/index.ts';
import type { Lang } from '../../locales/index.ts';
import { LANGS } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import type { DeskLang } from './interface.ts';

/** Something that a seeker wrote in their own words, with the language it is in and what was heard in it. */
export interface OwnWords {
  readonly text: string;
  readonly lang: DeskLang | null;
  /** Ids of occupations, fields, competences, cards and other things of the knowledge base. */
  readonly concepts: readonly string[];
}

/** Of a long conversation the last ones are shown. */
const MOST = 30;

/** What the seeker wrote that is neither a button nor its number: the original beside the summary. */
export function ownWords(
  activities: readonly Activity[],
  knowledge: Knowledge,
  lang: Lang | undefined,
): readonly OwnWords[] {
  const offered = new Set<string>();
  const own: OwnWords[] = [];
  for (const { type, from, text = '', suggestedActions } of activities) {
    if (type !== 'message') continue;
    if (from.role !== 'user') {
      for (const { title } of suggestedActions?.actions ?? []) offered.add(title);
      // Channels without buttons offer numbered lines.
      for (const [, label] of text.matchAll(/^\d+\. (.+)$/gm)) if (label) offered.add(label);
      continue;
    }
    if (/^[\d\s.,]*$/.test(text) || offered.has(text.trim())) continue;
    const { lang: heard, concepts } = knowledge.understand(text, lang);
    own.push({
      text,
      lang: LANGS.find((one) => one === heard) ?? null,
      concepts: concepts.map(({ id }) => id),
    });
  }
  return own.slice(-MOST);
}
