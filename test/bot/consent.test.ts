import { expect } from 'chai';
import type { Conversation } from '../../bot/conversations/conversation.ts';
import { phrase } from '../../dialogs/dialog.ts';
import { LANGS, type Lang, type PhraseKey, translator } from '../../locales/index.ts';
import { DAY, startConversation } from '../support/conversation.ts';

const t = (lang: Lang, key: PhraseKey, room: 'full' | 'short' = 'full') =>
  translator(lang, room)(phrase(key));

/** A seeker who was told in other words than today's, and has a question before them. */
async function toldBefore(lang: Lang, channel = 'directline') {
  const talk = await startConversation({ locale: lang, channel });
  await talk.say('1');
  await talk.say('1');
  const kept = await talk.store.read('conversation/test');
  const conversation = structuredClone(kept?.value) as unknown as Conversation;
  conversation.session.consents = conversation.session.consents?.map((one) => ({
    ...one,
    version: 'earlier',
  })) as never;
  await talk.store.write('conversation/test', conversation as never, kept?.version ?? 0);
  return talk;
}

describe('what a seeker was told about their data', () => {
  it('is kept with the very words it had, in which language and when, and when they went on', async () => {
    const { say, stored } = await startConversation({ locale: 'fi' });
    const before = (await stored()).session.consents;
    expect(before).to.have.length(1);
    expect(before?.[0]).to.include({ lang: 'fi', room: 'full' });
    expect(before?.[0]?.version).to.match(/^[0-9a-f]{12}$/);
    expect(before?.[0]?.told.slice(0, 10)).to.equal(DAY);
    expect(before?.[0]?.given).to.equal(undefined);
    await say('1');
    expect((await stored()).session.consents?.[0]?.given?.slice(0, 10)).to.equal(DAY);
  });

  it('has another version in each language, and as a text message', async () => {
    const versions = new Set<string | undefined>();
    for (const locale of LANGS)
      for (const channel of ['directline', 'sms']) {
        const { say, stored } = await startConversation({ locale, channel });
        await say('1');
        versions.add((await stored()).session.consents?.[0]?.version);
      }
    expect(versions.size).to.equal(10);
  });

  it('is shown to the person in their copy', async () => {
    const { say, stored } = await startConversation({ locale: 'en' });
    const copy = (await say('send me everything you have about me')).join('\n');
    const [consent] = (await stored()).session.consents ?? [];
    expect(copy).to.include(`23 November 2026: text ${consent?.version}. You went on 23 November 2026.`);
  });

  for (const lang of LANGS) {
    it(`is asked about anew when the text has changed, in ${lang}: a yes, and the question before comes again`, async () => {
      const { say, stored } = await toldBefore(lang);
      const asked = await say('1');
      for (const key of ['consent.changed', 'welcome.privacy', 'consent.ask'] as const)
        expect(asked.join('\n')).to.include(t(lang, key));
      const before = (await stored()).session.consents;
      expect(before).to.have.length(2);
      expect(before?.[1]).to.include({ asked: true }).and.to.not.have.property('given');
      const answer = (await say('1')).join('\n');
      expect(answer).to.include(t(lang, 'consent.thanks')).and.to.not.include(t(lang, 'consent.ask'));
      expect((await stored()).session.consents?.[1]?.given?.slice(0, 10)).to.equal(DAY);
      expect((await say('1')).join('\n')).to.not.include(t(lang, 'consent.ask'));
    });
  }

  it('is asked about by text message in its short form', async () => {
    const { say } = await toldBefore('so', 'sms');
    const asked = (await say('1')).join('\n');
    expect(asked).to.include(t('so', 'welcome.privacy', 'short').split('\n')[0]);
    expect(asked).to.include(t('so', 'consent.ask'));
  });

  it('asks again as long as there is no answer, and never in the way of help in danger', async () => {
    const { say } = await toldBefore('fi');
    await say('1');
    expect((await say('ohje')).join('\n')).to.include(t('fi', 'consent.ask'));
    const danger = (await say('haluan tappaa itseni')).join('\n');
    expect(danger).to.include('112').and.to.not.include(t('fi', 'consent.ask'));
  });

  it('leads to deleting everything where that is wished; then the new text has been told, and no trace of the old is left', async () => {
    const { say, stored } = await toldBefore('fi');
    await say('1');
    expect((await say('2')).join('\n')).to.include(t('fi', 'myData.sure'));
    expect((await say('1')).join('\n'))
      .to.include(t('fi', 'myData.deleted'))
      .and.to.include(t('fi', 'welcome.privacy'));
    const { consents } = (await stored()).session;
    expect(consents).to.have.length(1);
    expect(JSON.stringify(await stored())).to.not.include('earlier');
    expect((await say('1')).join('\n')).to.not.include(t('fi', 'consent.ask'));
  });
});
