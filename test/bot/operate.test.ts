import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createMeter } from '../../bot/sms/meter.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import { enforceRetention } from '../../bot/storage/retention.ts';
import { countSegments, createMetrics } from '../../bot/watching/metrics.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { request, testServer } from '../support/server.ts';

const TOKEN = 'a-token-for-metrics-that-is-long-enough';

describe('what operators see', () => {
  it('is ready while things can be kept, and not while they cannot', async () => {
    const store = registered(memoryStore(), Date.now);
    let full = false;
    const fragile: typeof store = {
      ...store,
      write: async (...entry) => {
        if (full) throw new Error('disk full');
        return store.write(...entry);
      },
    };
    const server = await testServer({
      guide: echoGuide(),
      store: fragile,
      operate: { store: fragile, metrics: createMetrics() },
    });
    const ready = () => request(server.url, '/readyz').then(({ status }) => status);
    expect(await Promise.all([ready(), ready(), ready()])).to.deep.equal([200, 200, 200]);
    full = true;
    expect(await ready()).to.equal(503);
    expect((await request(server.url, '/healthz')).status).to.equal(200);
    full = false;
    expect(await ready()).to.equal(200);
    await server.stop();
  });

  it('counts and times turns by channel and language, calls to the store and deliveries, and says nothing of what was said', async () => {
    const metrics = createMetrics();
    const store = metrics.watchStore(registered(memoryStore(), Date.now));
    const server = await testServer({
      guide: metrics.watchGuide(echoGuide()),
      store,
      operate: { store, metrics },
    });
    await server.turns.open({ conversationId: 'c', channelId: 'directline', userId: 'u' }, 'so');
    await server.turns.take({
      conversationId: 'c',
      channelId: 'directline',
      userId: 'u',
      activity: { type: 'message', text: 'sir weyn' },
    });
    metrics.delivered('sms', 'taken');
    const text = await metrics.text();
    expect(text).to.match(/guide_turn_seconds_count\{channel="directline",lang="so"\} 2/);
    expect(text).to.match(/guide_store_seconds_count\{call="write"\} 2/);
    expect(text).to.include('guide_deliveries_total{channel="sms",handed="taken"} 1');
    expect(text).to.include('guide_streams_open 0');
    expect(text).to.not.include('sir weyn');
    await server.stop();
  });

  it('shows the numbers to this machine and to whoever has the token, and to nobody else', async () => {
    const parts = { guide: echoGuide(), operate: { store: memoryStore(), metrics: createMetrics() } };
    const look = async (url: string, headers: Record<string, string> = {}) =>
      (await fetch(`${url}/metrics`, { headers })).status;
    const open = await testServer(parts);
    expect(await look(open.url)).to.equal(200);
    expect(await look(open.url, { 'x-forwarded-for': '203.0.113.7' })).to.equal(401);
    await open.stop();
    const closed = await testServer({
      ...parts,
      operate: { store: memoryStore(), metrics: createMetrics() },
      config: { metricsToken: TOKEN },
    });
    expect(await look(closed.url)).to.equal(401);
    expect(
      await look(closed.url, { authorization: 'Bearer another-token-that-is-just-as-long!!!!' }),
    ).to.equal(401);
    expect(await look(closed.url, { authorization: `Bearer ${TOKEN}` })).to.equal(200);
    await closed.stop();
  });

  it('shows what text messages have cost this month, and what they may', async () => {
    const metrics = createMetrics();
    const meter = createMeter({
      store: registered(memoryStore(), Date.now),
      segmentsAMonth: 100,
      timeZone: 'Europe/Helsinki',
      now: () => Date.parse('2026-11-23T12:00:00Z'),
    });
    countSegments(metrics, meter, 100);
    await meter.add({ messages: 2, segments: 3, failed: 1 });
    const text = await metrics.text();
    expect(text).to.include('guide_sms_segments_month 3\n');
    expect(text).to.include('guide_sms_failed_month 1\n');
    expect(text).to.include('guide_sms_segments_month_limit 100\n');
  });

  it('counts what was erased at the end of its time, by kind', async () => {
    const metrics = createMetrics();
    const store = registered(memoryStore(), () => 0);
    await store.write('code/1', 1, 0);
    await store.write('code/2', 1, 0);
    await store.write('conversation/1', 1, 0);
    metrics.retained(await enforceRetention(store, 100 * 86_400_000));
    const text = await metrics.text();
    expect(text).to.include('guide_retention_erased_total{collection="code"} 2');
    expect(text).to.include('guide_retention_erased_total{collection="conversation"} 0');
    expect(text).to.match(/guide_retention_last_seconds [1-9]/);
  });

  it('is explained: each alarm and each picture asks for numbers that there are, and each alarm is in the runbook', async () => {
    const metrics = createMetrics();
    const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const alerts = read('deploy/monitoring/alerts.yaml');
    const asked = [
      ...`${alerts}${read('deploy/monitoring/dashboard.json')}`.matchAll(
        /\b(?:guide|nodejs|process)_[a-z_]+[a-z0-9]/g,
      ),
    ];
    const named = `${await metrics.text()}${read('bot/watching/metrics.ts')}${read('bot/server.ts')}`;
    for (const [name] of asked) expect(named, name).to.include(name.replace(/_(?:bucket|count|sum)$/, ''));
    expect(asked.length).to.be.greaterThan(15);
    const runbook = read('docs/runbook.md');
    for (const [, alert = ''] of alerts.matchAll(/alert: (\w+)/g)) expect(runbook).to.include(alert);
  });
});
