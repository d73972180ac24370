import { expect } from 'chai';
import type { Lang } from '../../locales/index.ts';
import { startConversation } from '../support/conversation.ts';

const DANGER: readonly (readonly [Lang, string])[] = [
  ['fi', 'haluan tappaa itseni'],
  ['sv', 'jag vill ta livet av mig'],
  ['en', 'I want to kill myself'],
  ['ar', 'أريد أن أقتل نفسي'],
  ['so', 'waxaan rabaa inaan is dilo'],
];

/** What leads to a question of each kind; numbers and commands mean the same in every language. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  'at the start': [],
  'while a question waits for own words': ['1'],
  'while a message for a human is taken': ['3'],
  'while the way to be reached is asked': ['3', 'blorp'],
  'after something that was not understood': ['blorp fnord zyx'],
};

describe('danger', () => {
  for (const [lang, words] of DANGER) {
    for (const [state, lines] of Object.entries(STATES)) {
      it(`is answered with the emergency number ${state}, in ${lang}`, async () => {
        const { say } = await startConversation({ locale: lang });
        for (const line of lines) await say(line);
        expect((await say(words)).join(' ')).to.include('112');
      });
    }

    it(`is heard in a message that is too long to be an answer, in ${lang}`, async () => {
      const { say } = await startConversation({ locale: lang });
      expect(
        (await say(`${'bla bla. '.repeat(300)}${words}. ${'bla bla. '.repeat(200)}`)).join(' '),
      ).to.include('112');
      expect((await say('bla bla. '.repeat(400))).join(' ')).to.not.include('112');
    });
  }
});
