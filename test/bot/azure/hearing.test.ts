import { expect } from 'chai';
import type { Guide } from '../../../bot/conversations/turns.ts';
import { startAzure } from '../../support/azure.ts';
import { type BotConnector, startBotConnector } from '../../support/bot-connector.ts';
import { echoGuide } from '../../support/echo-guide.ts';

const GROUPS = [
  ['a channel of a team', { id: '19:team@thread.tacv2', conversationType: 'channel', isGroup: true }],
  ['a group chat', { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true }],
  ['a place that does not say what it is', { id: '19:odd@thread.v2' }],
] as const;

describe('what Teams tells the guide', () => {
  let connector: BotConnector;
  let server: Awaited<ReturnType<typeof startAzure>>;
  const heard: unknown[] = [];
  const listening: Guide = async (activity, session) => {
    heard.push(activity);
    return echoGuide()(activity, session);
  };

  beforeEach(async () => {
    heard.length = 0;
    connector = await startBotConnector();
    server = await startAzure({
      connector,
      guide: listening,
      languageOf: (text) => (text.includes('moi') ? 'fi' : undefined),
    });
  });
  afterEach(async () => {
    await server.stop();
    await connector.stop();
  });

  it('greets once, in the language of their Teams, whichever way it hears that somebody came', async () => {
    const bot = { membersAdded: [{ id: '28:guide' }] };
    await server.post(connector.activity({ type: 'installationUpdate', action: 'add', locale: 'sv-FI' }));
    await server.post(connector.activity({ type: 'conversationUpdate', ...bot, locale: 'sv-FI' }));
    await server.post(connector.activity({ type: 'conversationUpdate', membersAdded: [{ id: '29:other' }] }));
    expect(await connector.sent(1)).to.have.length(1);
    const [key = ''] = await server.store.list('conversation/');
    const kept = (await server.store.read(key))?.value as { session: { lang: string } };
    expect(kept.session.lang).to.equal('sv');
  });

  for (const [where, conversation] of GROUPS) {
    it(`gives no guidance in ${where}: one kind line, and nothing is kept`, async () => {
      const text = '<at>OsaajaKS</at> moi';
      const entities = [{ type: 'mention', text: '<at>OsaajaKS</at>', mentioned: { id: '28:guide' } }];
      expect((await server.post(connector.activity({ text, entities, conversation }))).status).to.equal(200);
      const [line, ...more] = await connector.sent(1, conversation.id);
      expect(line?.text).to.match(/^Annan ohjausta vain kahden kesken\./);
      expect(more).to.deep.equal([]);
      expect(heard).to.deep.equal([]);
      expect(await server.store.list('')).to.deep.equal([]);
    });
  }

  it('introduces itself in a team, in the language of who added it, and is silent when others come and go', async () => {
    const [, conversation] = GROUPS[0];
    const added = (id: string) => ({ type: 'conversationUpdate', membersAdded: [{ id }], conversation });
    await server.post(connector.activity(added('29:other')));
    await server.post(connector.activity(added('28:guide')));
    expect((await connector.sent(1, conversation.id)).map(({ text }) => text)).to.deep.equal([
      'I give guidance only in a private chat. Open a chat with me: click my name and write there.',
    ]);
  });

  it('takes away its own mention and the marks round other names', async () => {
    const entities = [
      { type: 'mention', text: '<at>OsaajaKS</at>', mentioned: { id: '28:guide' } },
      { type: 'mention', text: '<at>Aino</at>', mentioned: { id: '29:aino' } },
    ];
    await server.post(
      connector.activity({ text: '<at>OsaajaKS</at>&nbsp;I know <at>Aino</at>\n', entities }),
    );
    expect(heard.at(-1)).to.deep.include({ text: 'I know  Aino' });
  });

  it('hears a button without words as what stands on it', async () => {
    const value = { choice: 'yes', label: 'Yes, on my own', asked: 'q1' };
    await server.post(connector.activity({ value }));
    expect(heard.at(-1)).to.deep.include({ text: 'Yes, on my own', value });
    await server.post(connector.activity({ text: 'Yes, on my own', value: JSON.stringify(value) }));
    expect(heard.at(-1)).to.deep.include({ text: 'Yes, on my own', value });
  });

  it('takes a value that is no button of ours as nothing said', async () => {
    for (const value of [
      { choice: 1 },
      'yes',
      '{"choice":',
      '"\\"a\\""',
      [],
      { choice: 'x'.repeat(600), label: 'x', asked: '' },
    ]) {
      expect((await server.post(connector.activity({ value }))).status).to.equal(200);
      expect(heard.at(-1)).to.deep.include({ text: '' });
      expect(heard.at(-1)).to.not.have.property('value');
    }
  });

  it('does not take the HTML copy of a message for a file, and names the kind of real files only', async () => {
    const attachments = [
      { contentType: 'text/html', content: '<p>hello</p>' },
      { contentType: 'image/png', contentUrl: 'https://secret.example/photo' },
    ];
    await server.post(connector.activity({ text: 'hello', attachments }));
    expect(heard.at(-1)).to.have.deep.property('attachments', [{ contentType: 'image/png' }]);
    await server.post(connector.activity({ text: 'hello', attachments: attachments.slice(0, 1) }));
    expect(heard.at(-1)).to.not.have.property('attachments');
  });

  it('keeps no name and no directory id of who writes', async () => {
    await server.post(connector.activity({ text: 'hello' }));
    const stored = JSON.stringify(
      await Promise.all((await server.store.list('')).map((key) => server.store.read(key))),
    );
    expect(stored).to.not.include('Aino').and.to.not.include('99999999-2222');
  });

  for (const type of [
    'typing',
    'messageReaction',
    'messageUpdate',
    'messageDelete',
    'endOfConversation',
    'event',
    'made-up',
  ]) {
    it(`takes ${type} and leaves it alone`, async () => {
      await server.post(connector.activity({ text: 'hello' }));
      await connector.sent(2);
      expect((await server.post(connector.activity({ type, text: 'changed' }))).status).to.equal(200);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await connector.sent(2)).to.have.length(2);
    });
  }

  it('says of an invocation that it knows none', async () =>
    expect((await server.post(connector.activity({ type: 'invoke', name: 'task/fetch' }))).status).to.equal(
      501,
    ));

  it('does not listen to itself', async () => {
    await server.post(connector.activity({ text: 'hello', from: { id: '28:guide' } }));
    expect(heard).to.deep.equal([]);
  });
});
