import { expect } from 'chai';
import { phrase } from '../../dialogs/dialog.ts';
import { interestIn } from '../../dialogs/interests.ts';
import { openKnowledge } from '../../knowledge/open.ts';
import { LANGS, type Lang, translator } from '../../locales/index.ts';

const knowledge = await openKnowledge();
const fieldOf = (text: string, lang: Lang) => interestIn(text, { knowledge, lang })?.field;

describe('what somebody likes', () => {
  for (const lang of LANGS) {
    it(`leads somewhere with each example that the guide gives itself, in ${lang}`, () => {
      const asked = translator(lang)(phrase('wish.what'));
      const examples = [...asked.matchAll(/["«]([^"»]+)["»]/g)].map(([, example]) => example ?? '');
      expect(examples).to.have.length(2);
      for (const example of examples) {
        const named = knowledge
          .understand(example, lang)
          .concepts.some(({ type, score }) => (type === 'occupation' || type === 'field') && score >= 0.45);
        expect(named || fieldOf(example, lang) !== undefined, example).to.equal(true);
      }
    });
  }

  it('is a field, alone or with words of liking', () => {
    expect(fieldOf('autot', 'fi')).to.equal('technology');
    expect(fieldOf('mua kiinnostaa eläinten kanssa olo', 'fi')).to.equal('agriculture');
    expect(fieldOf('jag gillar verkligen att laga mat och baka', 'sv')).to.equal('food');
    expect(fieldOf('I really love children', 'en')).to.equal('education');
    expect(fieldOf('أحب السيارات', 'ar')).to.equal('technology');
    expect(fieldOf('carruurta waan jeclahay', 'so')).to.equal('education');
  });

  it('is not taken from a message that tells something else', () => {
    expect(fieldOf('I have three children at home', 'en')).to.equal(undefined);
    expect(fieldOf('mulla ei ole omaa autoa', 'fi')).to.equal(undefined);
    expect(fieldOf('ilma on kaunis', 'fi')).to.equal(undefined);
  });
});
