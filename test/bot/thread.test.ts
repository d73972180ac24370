import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { pino } from 'pino';
import type { Activity } from '../../bot/activity.ts';
import { createDelivery } from '../../bot/conversations/delivery.ts';
import { createLease } from '../../bot/conversations/lease.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { openTelemetry } from '../../bot/watching/open-telemetry.ts';
import { createThread } from '../../bot/watching/thread.ts';
import { threadedGuide, threadedSender } from '../../bot/watching/threaded.ts';
import { guideProcess } from '../faults/guide-process.ts';
import { freePort } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { attribute, type Span, traceCollector } from '../support/trace-collector.ts';

interface Line {
  readonly node: string;
  readonly msg: string;
  readonly turn?: string;
}

describe('one turn across nodes', () => {
  it('has one id on each of its log lines: while it is answered, when it cannot be sent, and when another node sends it', async () => {
    const store = memoryStore();
    const lines: Line[] = [];
    const start = (node: string, send: () => Promise<'taken'>) => {
      const thread = createThread();
      const log = pino(
        { base: { node }, mixin: thread.fields },
        { write: (line: string) => void lines.push(JSON.parse(line)) },
      );
      const sender = {
        channelId: 'sms',
        async send() {
          log.info('on its way');
          return send();
        },
      };
      const delivery = createDelivery({
        store,
        senders: [threadedSender(sender, thread)],
        log,
        now: Date.now,
        lease: createLease({ store, node, now: Date.now, lasts: 100 }),
        pauses: [10_000],
      });
      const guide = threadedGuide(async (activity) => {
        await wait(1);
        log.info('answering');
        return { replies: [{ type: 'message', text: String(activity.text) }], forget: false };
      }, thread);
      const turns = createTurns({ store, guide, now: Date.now, outbox: delivery.outbox });
      return { thread, delivery, turns };
    };
    const here = { conversationId: 'c', channelId: 'sms', userId: 'u' };
    const one = start('one', () => Promise.reject(new Error('the channel is down')));
    const two = start('two', async () => 'taken');
    await one.thread.apart(
      'request',
      () => ({}),
      () => one.turns.open({ ...here, address: '+358' }),
    );
    await one.turns.amend('c', (conversation) => {
      conversation.delivered = conversation.count;
    });
    lines.length = 0;
    await one.delivery.start(one.turns);
    const taken = await one.thread.apart(
      'request',
      () => ({}),
      () => one.turns.take({ ...here, activity: { type: 'message', text: 'moi' } }),
    );
    while (!lines.some(({ msg }) => msg === 'will be tried again')) await wait(2);
    await one.delivery.stop();
    await wait(100);
    await two.delivery.start(two.turns);
    while (!lines.some(({ node }) => node === 'two')) await wait(2);
    await two.delivery.stop();
    expect(lines.map(({ node, msg, turn }) => ({ node, msg, turn }))).to.deep.equal(
      [
        { node: 'one', msg: 'answering' },
        { node: 'one', msg: 'on its way' },
        { node: 'one', msg: 'will be tried again' },
        { node: 'two', msg: 'on its way' },
      ].map((line) => ({ ...line, turn: taken?.id })),
    );
  });
});

describe('traces', () => {
  it('tell a collector of requests, turns and the store, by the turn and without a word of anybody', async () => {
    const collector = await traceCollector();
    const node = guideProcess(await freePort(), {
      DATA_DIR: temporaryFolder('traces'),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    await node.start();
    const chat = await post(node.url, '/chat/token', { lang: 'fi', open: true });
    const path = `/v3/directline/conversations/${chat.conversationId}/activities`;
    const said = await post(node.url, path, { type: 'message', text: 'kummallinenkettuviesti' }, chat.token);
    expect(await node.stop()).to.equal(0);
    await collector.stop();

    const { spans } = collector;
    const turn = spans.find((span) => span.name === 'turn' && attribute(span, 'guide.turn') === said.id);
    const whole = spans.find(({ spanId }) => spanId === turn?.parentSpanId);
    expect(
      whole && [attribute(whole, 'http.route'), attribute(whole, 'http.response.status_code')],
    ).to.deep.equal(['/v3/directline/conversations/:id/activities', 200]);
    expect(whole && attribute(whole, 'guide.turn')).to.equal(said.id);
    const within = spans.filter(({ parentSpanId }) => parentSpanId === whole?.spanId);
    expect(new Set(within.map(({ name }) => name))).to.deep.equal(
      new Set(['turn', 'store read', 'store write']),
    );
    for (const span of spans) {
      expect(span.traceId).to.match(/^[\da-f]{32}$/);
      expect(span.spanId).to.match(/^[\da-f]{16}$/);
      expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).to.equal(true);
    }
    expect(wordsIn(spans)).to.be.greaterThan(5);
    expect(collector.raw()).to.not.include('kettu').and.not.include(chat.token);
  }).timeout(120_000);

  it('tell of deliveries, of those that fail by their code, each by the turn that it answers and apart from what else runs', async () => {
    const collector = await traceCollector();
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
    const timer = openTelemetry('test');
    const thread = createThread(timer);
    let busy = true;
    const sender = threadedSender(
      {
        channelId: 'sms',
        async send() {
          if (busy) throw Object.assign(new Error('+358401234567 is busy'), { code: 'sms.busy' });
          return 'taken';
        },
      },
      thread,
    );
    const reply = { id: 'c|0000002', replyToId: 'c|0000001', text: 'moi' } as Activity;
    await thread.apart(
      'request',
      () => ({}),
      async () => {
        await sender.send(reply, '+358401234567').catch(() => undefined);
        busy = false;
        await sender.send(reply, '+358401234567');
      },
    );
    await timer.close();
    delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    await collector.stop();
    const told = collector.spans.map((span) => [
      span.name,
      attribute(span, 'guide.turn'),
      attribute(span, 'guide.channel'),
      span.status.message,
      span.parentSpanId,
    ]);
    expect(told).to.deep.equal([
      ['delivery', 'c|0000001', 'sms', 'sms.busy', undefined],
      ['delivery', 'c|0000001', 'sms', undefined, undefined],
      ['request', undefined, undefined, undefined, undefined],
    ]);
    expect(collector.raw()).to.not.include('moi').and.not.include('401234567');
  });

  it('cost no message when the collector is away', async () => {
    const node = guideProcess(await freePort(), {
      DATA_DIR: temporaryFolder('traces'),
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
    });
    await node.start();
    expect(await post(node.url, '/chat/token', { open: true })).to.have.property('token');
    expect(await node.stop()).to.equal(0);
  }).timeout(120_000);
});

/** What this server answers to such requests. */
async function post(url: string, path: string, body: unknown, token?: string) {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  expect(response.status).to.equal(200);
  return (await response.json()) as { token: string; conversationId: string; id: string };
}

const wordsIn = (spans: readonly Span[]) => spans.flatMap(({ attributes }) => attributes).length;
