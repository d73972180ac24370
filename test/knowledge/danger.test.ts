import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openKnowledge } from '../../knowledge/open.ts';
import { LANGS } from '../../locales/index.ts';

const knowledge = openKnowledge();

/**
 * Sentences kept out of training: danger said outright, indirectly, of others, inside something long; and what only sounds like it.
 * (Figures of speech and the ways of `plain-danger.ts` were written knowing what was missed here: they are no measure of new sentences.)
 */
describe('danger, in sentences that the model was not trained on', () => {
  for (const lang of LANGS) {
    const rows = readFileSync(new URL(`danger/${lang}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; danger: boolean });

    it(`is found in nearly all of them, and seldom falsely, in ${lang}`, async () => {
      const { understand, base } = await knowledge;
      const said = new Set([...(base.phrases.get(lang)?.values() ?? [])].flat());
      expect(rows.filter(({ text }) => said.has(text))).to.deep.equal([]);
      const alarmed = (text: string, spoken?: typeof lang) => {
        const { intent, decision } = understand(text, spoken);
        return intent === 'crisis' && decision === 'act';
      };
      const missed = rows.filter(({ text, danger }) => danger && !(alarmed(text, lang) && alarmed(text)));
      const falsely = rows.filter(({ text, danger }) => !danger && alarmed(text, lang));
      expect(missed.map(({ text }) => text)).to.have.length.at.most(1);
      expect(falsely.map(({ text }) => text)).to.have.length.at.most(2);
    });
  }
});

/** Written when the phrases were there already; what is harmless sounds as much like danger as it can. */
describe('danger, in sentences that nothing was written for', () => {
  for (const lang of LANGS) {
    const rows = readFileSync(new URL(`danger-anew/${lang}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; danger: boolean });

    it(`is found in most of them, and what only sounds like it mostly let be, in ${lang}`, async () => {
      const { understand, base } = await knowledge;
      const said = new Set([...(base.phrases.get(lang)?.values() ?? [])].flat());
      expect(rows.filter(({ text }) => said.has(text))).to.deep.equal([]);
      const alarmed = rows.filter(({ text }) => {
        const { intent, decision } = understand(text, lang);
        return intent === 'crisis' && decision === 'act';
      });
      expect(
        alarmed.filter(({ danger }) => danger).length / rows.filter(({ danger }) => danger).length,
      ).to.be.at.least(0.8);
      expect(
        alarmed.filter(({ danger }) => !danger).length / rows.filter(({ danger }) => !danger).length,
      ).to.be.at.most(0.5);
    });
  }
});
