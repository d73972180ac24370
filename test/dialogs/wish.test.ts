import { expect } from 'chai';
import { welcome } from '../../dialogs/welcome.ts';
import { openKnowledge } from '../../knowledge/open.ts';
import type { Lang } from '../../locales/index.ts';

const knowledge = await openKnowledge();
/** Where the first message leads. */
const leads = (text: string, lang: Lang) => {
  const understood = knowledge.understand(text, lang);
  const scene = { knowledge, profile: {}, plan: undefined, missed: 0, today: '2026-11-23', lang } as never;
  const { next } = welcome.hear({ at: 'choosing' }, { text, picked: [], skip: false, understood }, scene);
  return next.kind === 'goTo' ? next.dialog : next.kind;
};

describe('work that is named in the first message', () => {
  for (const [lang, text] of [
    ['en', 'I want to work as a bus driver'],
    ['fi', 'haluisin tehdä töitä kokkina'],
    ['sv', 'jag vill jobba som busschaufför'],
    ['ar', 'بدي اشتغل سواق باص'],
    ['so', 'waxaan rabaa inaan ka shaqeeyo nadiifiye'],
  ] as const)
    it(`is a wish when somebody wants it: ${text}`, () => expect(leads(text, lang)).to.equal('wish'));

  for (const [lang, text] of [
    ['en', 'I was a bus driver for two years'],
    ['en', 'I want to stop being a cleaner'],
    ['fi', 'olen kokki'],
    ['fi', 'haluan lopettaa siivoojana'],
    ['sv', 'jag är trött på att vara servitör'],
    ['ar', 'كنت سائق باص'],
    ['so', 'waxaan ahaa nadiifiye'],
  ] as const)
    it(`is what somebody can do when they have done it, or have had enough of it: ${text}`, () =>
      expect(leads(text, lang)).to.equal('competences'));
});
