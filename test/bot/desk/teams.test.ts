import { expect } from 'chai';
import { recordOf } from '../../../bot/desk/record.ts';
import { readCommand, readOutcome } from '../../../bot/desk/teams/commands.ts';
import { memoryStore } from '../../../bot/storage/memory.ts';
import { type BotConnector, startBotConnector } from '../../support/bot-connector.ts';
import { startTeamsDesk } from '../../support/teams-desk.ts';

type TeamsDesk = Awaited<ReturnType<typeof startTeamsDesk>>;
const CHANNEL = '19:team@thread.tacv2';

describe('the coach desk in Teams', function () {
  this.timeout(30_000);
  let connector: BotConnector;
  let desk: TeamsDesk;
  const memory = memoryStore();

  beforeEach(async () => {
    for (const key of await memory.list('')) await memory.delete(key);
    connector = await startBotConnector();
    desk = await startTeamsDesk(connector, memory);
    await desk.inChannel(1, { text: '<at>OsaajaKS</at> /queue', entities: mention, locale: 'en-GB' });
  });
  afterEach(async () => {
    await desk.stop();
    await connector.stop();
    expect(desk.failures).to.deep.equal([]);
  });

  const mention = [{ type: 'mention', text: '<at>OsaajaKS</at>', mentioned: { id: '28:guide' } }];
  const textsOf = (id: string) =>
    connector.posted
      .filter(({ conversationId }) => conversationId === id)
      .map(({ activity }) => activity.text ?? '');
  const cards = () =>
    connector.posted.filter(
      ({ activity }) => JSON.stringify(activity).includes('AdaptiveCard') && activity.summary,
    );
  const cardsIn = (id: string, method: string) =>
    cards().filter((one) => one.conversationId === id && one.method === method);
  const caseId = () => [...desk.queue.all()][0]?.id ?? '';
  const stateOf = () => desk.queue.get(caseId())?.case;

  async function until(what: string, done: () => boolean | undefined): Promise<void> {
    for (let tries = 0; tries < 1_000; tries++) {
      if (done()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(
      `${what} did not happen: ${JSON.stringify(connector.posted.slice(-6).map(({ conversationId, activity }) => [conversationId, activity.text ?? activity.summary]))}`,
    );
  }

  /** A seeker asks for a person, and coach 1 takes the case by the card in the channel. */
  async function taken(coach = 1): Promise<string> {
    await desk.seeker('aino', 'olin kokkina');
    await desk.seeker('aino', 'I want to talk to a person');
    await until('the card', () => cardsIn(CHANNEL, 'POST').length > 0);
    await desk.inChannel(coach, { value: { desk: 'take', case: caseId() }, locale: 'en-GB' });
    await until('the chat', () => chatOf().some((text) => text.startsWith('The conversation is yours now')));
    return (
      connector.posted.find(({ activity }) => activity.text?.startsWith('The conversation is yours'))
        ?.conversationId ?? ''
    );
  }
  const chatOf = () => connector.posted.map(({ activity }) => activity.text ?? '');

  it('shows a card when somebody waits, without a word of what was said; the card says who took it', async () => {
    const chat = await taken();
    const [card] = cardsIn(CHANNEL, 'POST');
    const shown = JSON.stringify(card?.activity);
    expect(card?.activity.summary).to.equal('A client is waiting');
    expect(shown).to.include('"Take"').and.to.include('English').and.to.not.include('kokkina');
    await until('the change', () => cardsIn(CHANNEL, 'PUT').length > 0);
    const [changed] = cardsIn(CHANNEL, 'PUT');
    expect(changed?.activity.summary).to.equal('Coach 1 took the conversation');
    expect(JSON.stringify(changed?.activity)).to.not.include('"Take"');
    expect(chat).to.match(/^a:created-/);
    expect(connector.created[0]).to.deep.include({ isGroup: false, members: [{ id: '29:coach-1' }] });
  });

  it('brings the conversation into the coach’s private chat, both ways, with the summary first', async () => {
    const chat = await taken();
    expect(stateOf()).to.deep.include({
      state: 'held',
      holder: { id: 'coach-1', name: 'Coach 1', role: 'coach' },
    });
    await until('the summary', () => textsOf(chat).some((text) => text.includes('olin kokkina')));
    await desk.seeker('aino', 'Can I study while I am unemployed?');
    await until('the question', () => textsOf(chat).includes('Client: Can I study while I am unemployed?'));
    await desk.inPrivate(1, 'Often yes. I will find out.', {
      conversation: {
        id: chat,
        conversationType: 'personal',
        tenantId: '11111111-2222-4333-8444-555555555555',
      },
    });
    await until('the answer', () =>
      JSON.stringify(connector.posted.filter(({ conversationId }) => conversationId === 'a:aino')).includes(
        'Often yes. I will find out.',
      ),
    );
    expect(textsOf(chat).filter((text) => text.includes('Often yes'))).to.deep.equal([]);
    await desk.inPrivate(1, '/summary');
    const looks = recordOf((await desk.turns.find(caseId())) ?? {}).looks.map(({ by, what }) => [
      by.id,
      what,
    ]);
    expect(looks).to.deep.include(['coach-1', 'summary']);
  });

  it('gives a case to the first who takes it, however many press at once', async () => {
    await desk.seeker('aino', 'I want to talk to a person');
    await until('the card', () => cardsIn(CHANNEL, 'POST').length > 0);
    const value = { desk: 'take', case: caseId() };
    await Promise.all([1, 2, 1, 2, 2, 1].map((coach) => desk.inChannel(coach, { value, locale: 'en-GB' })));
    await until('an owner', () => stateOf()?.state === 'held');
    expect(stateOf()?.history.filter(({ what }) => what === 'taken')).to.have.length(1);
    expect(chatOf().filter((text) => text.startsWith('The conversation is yours'))).to.not.be.empty;
    await until('the refusal', () => chatOf().includes('Somebody else was first.'));
  });

  it('passes on, gives back, returns and closes by a word, as the web desk does', async () => {
    for (const [command, state, what] of [
      ['/transfer network: needs debt advice', 'waiting', 'transferred'],
      ['/return', 'waiting', 'returned'],
      ['/back', 'returned', 'given-back'],
      ['/done plan', 'closed', 'closed'],
    ] as const) {
      await desk.seeker('aino', 'I want to talk to a person');
      await until('waiting', () => stateOf()?.state === 'waiting');
      await desk.inPrivate(1, '', { value: { desk: 'take', case: caseId() } });
      await until('held', () => stateOf()?.state === 'held');
      await desk.inPrivate(1, command);
      expect(stateOf()?.state, command).to.equal(state);
      expect(stateOf()?.history.at(-1)?.what).to.equal(what);
      await desk.inPrivate(1, 'are you still there?');
      expect(textsOf('a:coach-1').at(-1)).to.equal(
        'You have no conversation. Write /queue to see who waits.',
      );
    }
    expect(stateOf()?.outcome).to.equal('plan');
    const { notes } = recordOf((await desk.turns.find(caseId())) ?? {});
    expect(notes.map(({ text }) => text)).to.deep.equal(['needs debt advice']);
  });

  it('answers what it cannot do, and loses nothing by it', async () => {
    await desk.inPrivate(1, '/queue');
    expect(textsOf('a:coach-1').at(-1)).to.equal('Nobody is waiting.');
    await taken();
    for (const [said, answer] of [
      ['/transfer nobody: please', /^To whom\?.*coaches, network, Coach 2/],
      ['/done perhaps', /^I do not know that outcome/],
      ['/nonsense', /^\/summary – /],
    ] as const) {
      await desk.inPrivate(1, said);
      expect(textsOf('a:coach-1').at(-1)).to.match(answer);
    }
    expect(stateOf()?.state).to.equal('held');
  });

  it('holds one conversation at a time in a chat, so that no word goes to the wrong seeker', async () => {
    await taken();
    await desk.seeker('omar', 'I want to talk to a person');
    await until('the second', () => [...desk.queue.all()].length === 2);
    const second = [...desk.queue.all()].find(({ case: one }) => one.state === 'waiting')?.id ?? '';
    await desk.inPrivate(1, '', { value: { desk: 'take', case: second } });
    expect(textsOf('a:coach-1').at(-1)).to.match(/^You have a conversation in Teams already/);
    expect(desk.queue.get(second)?.case.state).to.equal('waiting');
  });

  it('tells the coach when the seeker has left, and brings nothing more', async () => {
    const chat = await taken();
    await desk.desk.lapse(caseId(), { id: 'coach-1', name: 'Coach 1', role: 'coach' });
    await until('the word', () =>
      textsOf(chat).some((text) => text.startsWith('The conversation is not yours any more')),
    );
    await desk.seeker('aino', 'a secret for the next one');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(textsOf(chat).join()).to.not.include('a secret');
  });

  it('lets nobody in who is not a coach of this directory', async () => {
    await desk.seeker('aino', 'I want to talk to a person');
    await until('the card', () => cardsIn(CHANNEL, 'POST').length > 0);
    const value = { desk: 'take', case: caseId() };
    await desk.inChannel(3, { value, locale: 'en-GB' });
    await desk.inChannel(
      1,
      { value, locale: 'en-GB' },
      { ...desk.channel, tenantId: '00000000-2222-4333-8444-555555555555' },
    );
    expect(textsOf(CHANNEL).filter((text) => text.startsWith('Only a coach can do this'))).to.have.length(2);
    await desk.inPrivate(3, '/queue');
    expect(textsOf('a:coach-3').join()).to.not.include('client');
    expect(stateOf()?.state).to.equal('waiting');
  });

  it('goes on after a restart with what the coach has not seen, in order and once', async () => {
    const chat = await taken();
    await desk.seeker('aino', 'before');
    await until('the first', () => textsOf(chat).includes('Client: before'));
    await desk.stop();
    connector.failures.length = 0;
    desk = await startTeamsDesk(connector, memory);
    for (const text of ['one', 'two', 'three']) await desk.seeker('aino', text);
    await until('the rest', () => textsOf(chat).includes('Client: three'));
    expect(textsOf(chat).filter((text) => /^Client: (before|one|two|three)$/.test(text))).to.deep.equal([
      'Client: before',
      'Client: one',
      'Client: two',
      'Client: three',
    ]);
  });

  it('tries again while Teams is away: nothing is lost, and the order is kept', async () => {
    const chat = await taken();
    await until('the summary', () => textsOf(chat).length >= 2);
    connector.failures.push(503, 429, 500, 502);
    for (const text of ['one', 'two', 'three']) await desk.seeker('aino', text);
    await until('the rest', () => textsOf(chat).includes('Client: three'));
    expect(textsOf(chat).filter((text) => /^Client: (one|two|three)$/.test(text))).to.deep.equal([
      'Client: one',
      'Client: two',
      'Client: three',
    ]);
  });

  it('counts a coach who holds a conversation as being there', async () => {
    await taken();
    expect(await desk.presence.isGone('coach-1')).to.equal(false);
    expect(desk.presence.here().map(({ person }) => person.id)).to.deep.equal(['coach-1']);
  });

  it('shows the queue no more where a coach says so', async () => {
    await desk.inChannel(1, { text: '/queue off', locale: 'en-GB' });
    expect(textsOf(CHANNEL).at(-1)).to.equal('The queue is not shown in this channel any more.');
    await desk.seeker('omar', 'I want to talk to a person');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(cardsIn(CHANNEL, 'POST')).to.have.length(0);
  });

  it('reads commands with their words', () => {
    expect(readCommand('/Done  plan')).to.deep.equal({ command: 'done', rest: 'plan' });
    expect(readCommand('/')).to.deep.equal({ command: 'help', rest: '' });
    expect(readCommand('hello /done')).to.equal(undefined);
    expect(readOutcome('')).to.equal('answered');
    expect(readOutcome('Not-Reached')).to.equal('not-reached');
  });
});
