import { z } from 'zod';
import type { DeskLang, StaffLang } from './interface.ts';

/** Translates what a seeker wrote, for a coach; the original is always shown beside it. */
export interface Translator {
  /** Undefined where it cannot be translated now. */
  translate(text: string, from: DeskLang, to: StaffLang): Promise<string | undefined>;
}

export interface TranslatorParts {
  /** Where a LibreTranslate-compatible server listens, such as "http://localhost:5000". */
  readonly url: string;
  readonly key: string | undefined;
}

/** Milliseconds; a coach does not wait longer for a translation, but reads the original. */
const PATIENCE = 3_000;
/** Translations that are remembered. */
const REMEMBERED = 2_000;
const answerSchema = z.object({ translatedText: z.string() });

/** A translator over HTTP as LibreTranslate speaks it: `POST /translate`. https://docs.libretranslate.com/api/operations/translate/ */
export function libreTranslate({ url, key }: TranslatorParts): Translator {
  const known = new Map<string, string>();
  return {
    async translate(text, from, to) {
      if (String(from) === to) return undefined;
      const name = `${from} ${to} ${text}`;
      const before = known.get(name);
      if (before !== undefined) return before;
      try {
        const response = await fetch(new URL('/translate', url), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({
            q: text,
            source: from,
            target: to,
            format: 'text',
            ...(key !== undefined && { api_key: key }),
          }),
          signal: AbortSignal.timeout(PATIENCE),
        });
        const read = answerSchema.safeParse(response.ok ? await response.json() : undefined);
        if (!read.success) return undefined;
        if (known.size >= REMEMBERED) known.clear();
        known.set(name, read.data.translatedText);
        return read.data.translatedText;
      } catch {
        // A translator that is away costs its help, never the conversation.
        return undefined;
      }
    },
  };
}
