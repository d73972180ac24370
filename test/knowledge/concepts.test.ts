import { expect } from 'chai';
import { readBase } from '../../knowledge/base.ts';
import { OURS } from '../../knowledge/open.ts';
import { conceptFinder } from '../../knowledge/understanding/concepts.ts';
import { conceptSets, measureConcepts, unseenConceptSets } from '../support/concept-sets.ts';

const base = readBase(OURS);
const find = conceptFinder(base);
const percent = (part: number) => `${(part * 100).toFixed(1)} %`;

describe('concepts in sentences as people type them', () => {
  for (const [lang, sentences] of conceptSets) {
    it(`are found in ${lang}: of ${sentences.length} sentences at least 95 % rightly and 85 % of them`, () => {
      const { precision, recall, misses } = measureConcepts(sentences, (text) => find(text, lang), base);
      const told = [`precision ${percent(precision)}, recall ${percent(recall)}`, ...misses].join('\n    ');
      expect(sentences.length).to.be.at.least(100);
      expect(precision, told).to.be.at.least(0.95);
      expect(recall, told).to.be.at.least(0.85);
    });
  }
});

describe('concepts in sentences that no words were written for', () => {
  for (const [lang, sentences] of unseenConceptSets) {
    it(`are mostly found in ${lang}`, () => {
      const { precision, recall, misses } = measureConcepts(sentences, (text) => find(text, lang), base);
      const told = [`precision ${percent(precision)}, recall ${percent(recall)}`, ...misses].join('\n    ');
      expect(precision, told).to.be.at.least(0.88);
      expect(recall, told).to.be.at.least(0.82);
    });
  }
});

describe('what is not the seeker’s own', () => {
  for (const [lang, text] of [
    ['fi', 'en ole koskaan ajanut rekkaa'],
    ['fi', 'vaimoni on lähihoitaja'],
    ['fi', 'minulla ei ole hygieniapassia'],
    ['sv', 'min mamma är sjuksköterska'],
    ['sv', 'jag har inte truckkort'],
    ['en', 'my brother drives a taxi'],
    ['en', "I haven't worked as a welder"],
    ['ar', 'أخي سائق شاحنة'],
    ['ar', 'ليس عندي رخصة قيادة'],
    ['so', 'walaalkay waa darawal bas'],
    ['so', 'liisan ma haysto'],
    ['fi', 'käyn lääkärissä usein'],
    ['fi', 'tarvitsen juristia'],
    ['sv', 'jag måste gå till läkaren'],
    ['en', 'I need to see a doctor'],
    ['ar', 'أحتاج إلى طبيب'],
    ['so', 'dhakhtar ayaan u baahanahay'],
  ] as const) {
    it(`is not offered: "${text}"`, () => {
      const offered = find(text, lang).filter(({ score, type }) => score >= 0.45 && type !== 'answer');
      expect(offered.map(({ type, id }) => `${type}:${id}`)).to.deep.equal([]);
    });
  }

  for (const [lang, text, id] of [
    ['fi', 'isäni on opettaja mutta minä olen kokki', 'cook'],
    ['sv', 'min man är kock och jag är städare', 'cleaner'],
    ['en', 'my mother was ill so I worked as a nurse aide', 'practical-nurse'],
    ['en', 'I can no longer work as a welder', 'welder'],
    ['ar', 'أخي معلم وأنا سائق تكسي', 'taxi-driver'],
    ['so', 'aabahay wuxuu ahaa macallin laakiin waxaan ahay nijaar', 'carpenter'],
    ['fi', 'haluan lääkäriksi', 'doctor'],
    ['sv', 'jag vill utbilda mig till läkare', 'doctor'],
    ['en', 'I want to be a doctor', 'doctor'],
    ['ar', 'أنا طبيبة أسنان', 'dentist'],
    ['so', 'waxaan ahay dhakhtar', 'doctor'],
  ] as const) {
    it(`does not hide what is: "${text}"`, () => {
      const jobs = find(text, lang).filter(({ score, type }) => score >= 0.45 && type === 'occupation');
      expect(jobs.map((one) => one.id)).to.deep.equal([id]);
    });
  }
});

describe('lengths of time and numbers', () => {
  for (const [lang, text, months] of [
    ['fi', 'kaksi ja puoli vuotta', 30],
    ['fi', 'kaksikymmentäviisi vuotta', 300],
    ['fi', '4v', 48],
    ['sv', 'ett och ett halvt år', 18],
    ['sv', 'tjugofem år', 300],
    ['en', 'twenty five years', 300],
    ['en', '1.5 years', 18],
    ['en', 'half a year', 6],
    ['ar', 'خمسة وعشرين سنة', 300],
    ['ar', 'سنتين ونص', 30],
    ['ar', '٦ أشهر', 6],
    ['so', 'laba iyo toban sano', 144],
    ['so', 'laba sano iyo bar', 30],
    ['so', 'bar sano', 6],
  ] as const) {
    it(`"${text}" are ${months} months`, () => {
      const lasting = find(text, lang).filter(({ type }) => type === 'duration');
      expect(lasting.map(({ id }) => id)).to.deep.equal([String(months)]);
    });
  }
});
