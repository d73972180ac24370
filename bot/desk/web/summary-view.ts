import { z } from 'zod';
import type { StaffLang, Summary, SummaryLine } from '../interface.ts';
import { ownWords } from '../own-words.ts';
import { summaryOf } from '../summary.ts';
import { openCase } from './opened.ts';
import { COACHES, type WebParts } from './parts.ts';

const langSchema = z.enum(['fi', 'sv', 'en']);

/** The one-page summary of a case. */
export function mountSummary(parts: WebParts): void {
  const { door, turns, knowledge, today, translator } = parts;

  async function translated(line: SummaryLine, lang: StaffLang): Promise<SummaryLine> {
    const { words } = line;
    if (!words?.lang || !translator) return line;
    const said = await translator.translate(words.text, words.lang, lang);
    return said === undefined ? line : { ...line, words: { ...words, translated: said } };
  }

  door.get('/cases/:id/summary', COACHES, async (ask): Promise<Summary> => {
    const { id, me, conversation } = await openCase(parts, ask, 'summary');
    const lang = langSchema.catch(me.lang).parse(ask.query('lang'));
    const { activities = [] } = (await turns.read(id, 0)) ?? {};
    const { profile, lang: spoken } = conversation.session;
    const own = ownWords(activities, knowledge, spoken);
    const summary = summaryOf({ profile, own, knowledge, today: today(), lang });
    if (!translator) return summary;
    const sections = await Promise.all(
      summary.sections.map(async (section) => ({
        ...section,
        lines: await Promise.all(section.lines.map((line) => translated(line, lang))),
      })),
    );
    return { ...summary, sections };
  });
}
