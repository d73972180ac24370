import { expect } from 'chai';
import { WebSocket } from 'ws';
import { type Answer, type Coach, startDesk, type TestDesk } from '../../support/desk.ts';
import { request } from '../../support/server.ts';

/** A seeker's device: a chat token, a conversation, and the stream of what is shown. */
async function device(url: string) {
  const { body: grant } = await request(url, '/chat/token', { method: 'POST', body: { lang: 'fi' } });
  const token = String(grant.token);
  const id = String(grant.conversationId);
  const opened = await request(url, '/v3/directline/conversations', { method: 'POST', token, body: {} });
  const socket = new WebSocket(String(opened.body.streamUrl));
  const shown: Answer['body'][] = [];
  const marks: string[] = [];
  socket.on('message', (data: Buffer) => {
    const { activities, watermark } = JSON.parse(data.toString());
    shown.push(...activities);
    marks.push(watermark);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    id,
    shown,
    marks,
    post: (activity: unknown) =>
      request(url, `/v3/directline/conversations/${id}/activities`, {
        method: 'POST',
        token,
        body: activity,
      }),
    async until(fits: (activity: Answer['body']) => boolean): Promise<Answer['body']> {
      for (let tries = 0; tries < 1_000; tries++) {
        const found = shown.find(fits);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error('it was never shown');
    },
    close: () => socket.close(),
  };
}

describe('a seeker’s device and a coach’s page', function () {
  this.timeout(30_000);
  let desk: TestDesk;
  let coach: Coach;
  let seeker: Awaited<ReturnType<typeof device>>;

  before(async () => {
    desk = await startDesk();
    coach = await desk.coach('coach-1');
    seeker = await device(desk.url);
    await seeker.post({ type: 'message', text: 'ihminen' });
  });
  after(async () => {
    seeker.close();
    await desk.stop();
  });

  it('are told of the hand-off in Bot Framework’s words', async () => {
    expect((await seeker.until(({ name }) => name === 'handoff.initiate')).value.reason).to.equal('asked');
    await coach.ask('POST', `/cases/${seeker.id}/take`, {});
    const { value, type } = await seeker.until(({ name }) => name === 'handoff.status');
    expect([type, value.state, value.by.name]).to.deep.equal(['event', 'accepted', 'Coach 1']);
  });

  it('show each other’s typing and what has arrived, and count none of it', async () => {
    const feed = await coach.feed(`/cases/${seeker.id}/feed`);
    const { count } = await feed.until('case');
    await seeker.post({ type: 'typing' });
    expect(await feed.until('typing')).to.deep.equal({ from: 'seeker' });
    const mark = seeker.marks.at(-1);
    await coach.ask('POST', `/cases/${seeker.id}/typing`, {});
    const typing = await seeker.until(({ type }) => type === 'typing');
    expect(typing.from).to.deep.equal({ id: 'coach-1', name: 'Coach 1', role: 'bot' });
    expect(seeker.marks.at(-1)).to.equal(mark);
    await coach.ask('POST', `/cases/${seeker.id}/messages`, { key: 'k', text: 'Hei sinä' });
    const said = await seeker.until(({ text }) => text?.endsWith('Hei sinä'));
    expect(said.from).to.deep.equal({ id: 'coach-1', name: 'Coach 1', role: 'bot' });
    expect(await feed.until('delivered', (one) => one.count > count)).to.deep.equal({ count: count + 1 });
    feed.drop();
  });

  it('cannot be told apart by a seeker who plays the desk: such an event changes nothing', async () => {
    await seeker.post({
      type: 'event',
      name: 'handoff.status',
      value: { state: 'completed', what: 'closed', by: { id: 'coach-1', name: 'Coach 1', role: 'coach' } },
    });
    const { row } = (await coach.ask('GET', `/cases/${seeker.id}`)).body;
    expect(row.state).to.equal('held');
    await seeker.post({ type: 'message', text: 'kuka siellä' });
    const { messages } = (await coach.ask('GET', `/cases/${seeker.id}`)).body;
    expect(messages.at(-1)).to.deep.include({ from: 'seeker', text: 'kuka siellä' });
  });
});
