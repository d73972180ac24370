import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openKnowledge } from '../../knowledge/open.ts';
import { LANGS } from '../../locales/index.ts';

const knowledge = openKnowledge();

interface Message {
  readonly text: string;
  readonly intent: string;
  /** Told by the problem or at length, the wish never named: the hardest way. */
  readonly roundabout?: boolean;
}

/** What must be understood at least, in percent: some two to four points below what is measured, since one training moves a language by as much. */
const AT_LEAST = {
  fi: { direct: 86, roundabout: 62 },
  sv: { direct: 84, roundabout: 64 },
  en: { direct: 85, roundabout: 67 },
  ar: { direct: 86, roundabout: 53 },
  so: { direct: 80, roundabout: 61 },
} as const;

/** Messages kept out of training: half of what one writer imagined for each language, chosen by lot; the other half became phrases. */
describe('wishes, in messages that the model was not trained on', () => {
  for (const lang of LANGS) {
    const rows = readFileSync(new URL(`wishes/${lang}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Message);
    const wishes = rows.filter(({ intent }) => intent !== 'none');

    it(`are no phrases of the knowledge base, in ${lang}`, async () => {
      const { base } = await knowledge;
      const said = new Set([...(base.phrases.get(lang)?.values() ?? [])].flat());
      expect(rows.filter(({ text }) => said.has(text))).to.deep.equal([]);
    });

    for (const way of ['direct', 'roundabout'] as const)
      it(`are mostly guessed right when ${way}, in ${lang}`, async () => {
        const { understand } = await knowledge;
        const told = wishes.filter(({ roundabout = false }) => roundabout === (way === 'roundabout'));
        const wrong = told.filter(({ text, intent }) => {
          const { intent: first, alternatives } = understand(text, lang);
          return [first, ...alternatives.map((one) => one.intent)].find((one) => one !== 'none') !== intent;
        });
        const right = 100 * (1 - wrong.length / told.length);
        const misses = wrong.map(({ text, intent }) => `${intent}: ${text}`).join('\n    ');
        expect(right, misses).to.be.at.least(AT_LEAST[lang][way]);
      });

    it(`are seldom taken for another and acted on, in ${lang}`, async () => {
      const { understand } = await knowledge;
      const wrong = wishes.filter(({ text, intent }) => {
        const said = understand(text, lang);
        return said.decision === 'act' && said.intent !== intent;
      });
      expect(wrong.length / wishes.length, wrong.map(({ text }) => text).join('\n    ')).to.be.at.most(0.08);
    });
  }
});
