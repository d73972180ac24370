import { readFileSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readConfig } from '../../bot/config.ts';
import { guideProcess } from '../faults/guide-process.ts';
import { seekers } from '../faults/seekers.ts';
import { openLine } from '../support/line.ts';
import { hasNginx, startNginx } from '../support/nginx.ts';
import { freePort, sharedPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const read = (name: string) => readFileSync(new URL(`../../deploy/several/${name}`, import.meta.url), 'utf8');

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly networks: { readonly inside: { readonly ipv4_address: string } };
  readonly ports?: readonly string[];
  readonly [setting: string]: unknown;
}

describe('two nodes behind nginx', () => {
  it('are the ones that nginx asks; nothing but nginx is reached from outside, and each is shut in', () => {
    const { services } = parse(read('compose.yaml'), { merge: true }) as {
      services: Readonly<Record<string, Service>>;
    };
    const nodes = ['guide-1', 'guide-2'].map((name) => services[name]);
    expect(
      [...read('upstream.conf').matchAll(/server (\S+):3978/g)].map(([, address]) => address),
    ).to.deep.equal(nodes.map((node) => node?.networks.inside.ipv4_address));
    for (const [name, { ports }] of Object.entries(services))
      expect(ports !== undefined, name).to.equal(name === 'proxy');
    for (const node of nodes) {
      expect(node).to.deep.include({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        depends_on: { database: { condition: 'service_healthy' } },
      });
      expect(readConfig(node?.environment ?? {})).to.include({ proxies: 1, host: '0.0.0.0', port: 3978 });
    }
  });

  it('lose, double and mix up nothing when one is killed under load, and serve on at once', async function () {
    if (!hasNginx()) return this.skip();
    const database = await (await sharedPostgres()).database();
    const ports = [await freePort(), await freePort()];
    const nginx = await startNginx(ports);
    const nodes = ports.map((port) =>
      guideProcess(port, {
        DATA_DIR: temporaryFolder('several'),
        DATABASE_URL: database,
        PUBLIC_URL: nginx.url,
        PROXIES: '1',
        REQUESTS_PER_MINUTE: '1000000',
      }),
    );
    for (const node of nodes) await node.start();
    const load = seekers([nginx.url], 6);
    await load.begin();
    const line = await openLine(nginx.url);
    await line.say('moi');
    let slowest = 0;
    for (const node of nodes) {
      await wait(400);
      await node.kill();
      const [killed, before] = [Date.now(), load.acknowledged];
      while (load.acknowledged < before + 6) await wait(5);
      slowest = Math.max(slowest, Date.now() - killed);
      await node.start();
    }
    // The WebSocket was at one of them: it comes back through nginx to whichever is there.
    line.socket.terminate();
    await line.reconnect();
    await line.say('toista');
    const [kept, got] = [await line.kept(), new Set(line.got)];
    expect([...got].slice(-3)).to.deep.equal(kept.slice(-3));
    line.close();
    const findings = await load.end();
    const log = nginx.log();
    await nginx.stop();
    for (const node of nodes) await node.stop();
    expect(findings).to.include({ lost: 0, doubled: 0, outOfOrder: 0, unanswered: 0 });
    expect(findings.acknowledged).to.be.greaterThan(20);
    expect(slowest).to.be.lessThan(5_000);
    // Neither addresses nor queries, which hold tickets, are written down.
    expect(log)
      .to.include('/stream 101')
      .and.not.match(/127\.0\.0\.1|[?&]t=/);
  }).timeout(300_000);

  it('get what Microsoft and Twilio post once more when one dies over it, and what others post never twice', async function () {
    if (!hasNginx()) return this.skip();
    const asked: string[] = [];
    // One node that dies over each request, and one that answers: which of them is asked first is nginx's to say.
    const dying = await listen((name) => asked.push(`dying ${name}`), true);
    const living = await listen((name) => asked.push(`living ${name}`), false);
    const nginx = await startNginx([dying.port, living.port]);
    const post = async (path: string) => {
      asked.length = 0;
      const statuses: number[] = [];
      // Until it was the dying one's turn; that one is left alone for five seconds afterwards.
      while (!asked.some((one) => one.startsWith('dying'))) {
        statuses.push((await fetch(`${nginx.url}${path}`, { method: 'POST', body: '{}' })).status);
        if (statuses.length > 8) await wait(500);
      }
      return { statuses: new Set(statuses), asked: asked.slice(-2) };
    };
    for (const path of ['/api/messages', '/channels/sms']) {
      const found = await post(path);
      expect([...found.statuses], path).to.deep.equal([200]);
      expect(found.asked, path).to.deep.equal([`dying ${path}`, `living ${path}`]);
    }
    const path = '/v3/directline/conversations/c/activities';
    const found = await post(path);
    expect([...found.statuses]).to.include(502);
    expect(found.asked.at(-1)).to.equal(`dying ${path}`);
    await nginx.stop();
    dying.stop();
    living.stop();
  }).timeout(60_000);

  it('are spared who asks too often, or sends too much', async function () {
    if (!hasNginx()) return this.skip();
    const node = await listen(() => undefined, false);
    const nginx = await startNginx([node.port, node.port], { limit: 30 });
    const look = async () => (await fetch(nginx.url)).status;
    expect(await statusOf(nginx.url, 300_000)).to.equal(413);
    const statuses = await Promise.all(Array.from({ length: 400 }, () => look()));
    expect(statuses.filter((status) => status === 429).length).to.be.within(150, 285);
    expect(new Set(statuses)).to.deep.equal(new Set([200, 429]));
    await nginx.stop();
    node.stop();
  });
});

/** How a body of so many bytes is answered before any of it is sent. */
const statusOf = (url: string, bytes: number) =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = ask(url, { method: 'POST', headers: { 'content-length': bytes } }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });

/** A server that only says yes, or breaks off once it has read a request. */
async function listen(told: (path: string) => void, dies: boolean) {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      told(request.url ?? '');
      if (dies) request.socket.destroy();
      else response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
