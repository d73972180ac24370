import { expect } from 'chai';
import fc from 'fast-check';
import { LANGS } from '../locales/index.ts';
import { startConversation } from './support/conversation.ts';
import { standing } from './support/walk.ts';

/** More turns than any seeker needs. */
const MOST = 120;

describe('any way through the conversation', () => {
  it('goes on with every choice in every language, never fails, and always asks or ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LANGS),
        fc.infiniteStream(fc.nat({ max: 1_000 })),
        async (locale, dice) => {
          const conversation = await startConversation({ locale });
          expect(conversation.greeting).to.not.be.empty;
          for (let turn = 0; turn < 30; turn++) {
            const now = await standing(conversation);
            const choices = now?.question.choices.length ?? 0;
            const roll = dice.next().value;
            const lines = await conversation.say(choices > 0 ? String(1 + (roll % choices)) : 'kokki');
            expect(lines, `${now?.dialog} ${now?.place.at}`).to.not.be.empty;
            expect(lines.join('\n'), `${now?.dialog} ${now?.place.at}`).to.not.match(
              /\{\{|undefined|\[object/,
            );
            expect(conversation.failures).to.deep.equal([]);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  for (const locale of LANGS) {
    it(`reaches pathways and a saved plan by buttons alone, in ${locale}`, async () => {
      const conversation = await startConversation({ locale });
      const visited: string[] = [];
      for (let turn = 0; turn < MOST; turn++) {
        const now = await standing(conversation);
        if (!now) break;
        const { dialog, place, question } = now;
        visited.push(`${dialog}.${place.at}`);
        if (dialog === 'pathways' && (await conversation.stored()).session.plan) break;
        const last = question.choices.length;
        const answer =
          ['recap', 'more', 'cards', 'proof'].includes(place.at) ||
          (dialog === 'situation' && question.takes === 'choices')
            ? last
            : 1;
        const telling = place.at === 'telling' || place.at === 'wishing';
        await conversation.say(String(telling && dialog === 'wish' ? 2 : answer));
      }
      expect(visited).to.include.members([
        'competences.task',
        'competences.recap',
        'wish.wishing',
        'pathways.choosing',
        'pathways.reading',
      ]);
      expect(visited.filter((at) => at.startsWith('situation.')).length).to.be.at.most(8);
      expect((await conversation.stored()).session.plan?.savedOn).to.equal('2026-11-23');
      expect(conversation.failures).to.deep.equal([]);
    });
  }
});
