import { rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { expect } from 'chai';
import { fileStore } from '../../../bot/storage/files.ts';
import { registered } from '../../../bot/storage/register.ts';
import { type Coach, coachOf, startDesk, type TestDesk } from '../../support/desk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const AFTERNOON = Date.parse('2026-11-23T12:00:00Z');
const takes = (coach: Coach, id: string) => coach.ask('POST', `/cases/${id}/take`, {});
const says = (coach: Coach, id: string, key: string, text = key) =>
  coach.ask('POST', `/cases/${id}/messages`, { key, text });

describe('what breaks', function () {
  this.timeout(120_000);

  it('a coach’s connection, in the middle of a message, 200 times: nothing is lost or doubled, and the order is kept', async () => {
    const desk = await startDesk();
    try {
      const coach = await desk.coach('coach-1');
      const seeker = await desk.seeker('s');
      await seeker.say('haluan puhua ihmiselle');
      await takes(coach, 's');

      /** Sends a message and breaks the connection at any moment; says whether an answer came. */
      const torn = (key: string): Promise<boolean> =>
        new Promise((resolve) => {
          const body = JSON.stringify({ key, text: `coach ${key}` });
          const sent = httpRequest(
            `${desk.url}/desk/api/cases/s/messages`,
            {
              method: 'POST',
              headers: {
                cookie: coach.cookie,
                'x-desk': '1',
                'content-type': 'application/json',
                'content-length': Buffer.byteLength(body),
              },
            },
            (response) => {
              response.resume();
              response.on('end', () => resolve(response.statusCode === 200));
            },
          );
          sent.on('error', () => resolve(false));
          const half = Math.floor(Math.random() * body.length);
          sent.write(body.slice(0, half));
          setTimeout(() => sent.end(body.slice(half)), Math.random() * 2);
          setTimeout(() => sent.destroy(), Math.random() * 8);
        });

      const got: { number: number; text: string }[] = [];
      let after: string | undefined = String((await coach.ask('GET', '/cases/s')).body.row.count);
      let broken = 0;
      for (let at = 0; at < 200; at++) {
        const feed = await coach.feed('/cases/s/feed', after);
        if (at % 3 === 0) await seeker.say(`seeker ${at}`);
        while (!(await torn(String(at)))) broken += 1;
        // The feed is torn, too, wherever it is, and taken up by the last number that came.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
        feed.drop();
        for (const { event, id, data } of feed.events) {
          if (event !== 'message') continue;
          after = id;
          got.push(data);
        }
      }
      const last = await coach.feed('/cases/s/feed', after);
      await last.until('case');
      const { count } = (await coach.ask('GET', '/cases/s')).body.row;
      if (Number(after) < count) await last.until('message', ({ number }) => number === count - 1);
      for (const { event, data } of last.events) if (event === 'message') got.push(data);
      last.drop();

      expect(broken, 'connections that broke').to.be.above(20);
      const log = (await seeker.log()).filter((line) => line.startsWith('coach-1: '));
      expect(log.map((line) => line.split('\n')[1])).to.deep.equal(
        Array.from({ length: 200 }, (_, at) => `coach ${at}`),
      );
      expect(got.map(({ number }) => number)).to.deep.equal(
        [...new Set(got.map(({ number }) => number))].sort((a, b) => a - b),
      );
      const spoken = got.map(({ text }) => text).filter((text) => /^(coach|seeker) \d+$/.test(text));
      expect(spoken).to.deep.equal(
        Array.from({ length: 200 }, (_, at) => [
          ...(at % 3 === 0 ? [`seeker ${at}`] : []),
          `coach ${at}`,
        ]).flat(),
      );
    } finally {
      await desk.stop();
    }
  });

  it('the server, in the middle of conversations: queue, owners, messages, sign-in and plans are there again', async () => {
    const folder = temporaryFolder('desk');
    const now = () => AFTERNOON;
    const start = () =>
      startDesk({ now, store: registered(fileStore({ folder, alarm: () => undefined }), now) });
    const stop = async (desk: TestDesk) => {
      await desk.stop();
      await desk.store.close();
    };
    const first = await start();
    let cookie: string;
    try {
      const coach = await first.coach('coach-1');
      cookie = coach.cookie;
      for (const id of ['held', 'waits', 'closed'])
        await (await first.seeker(id, id === 'waits' ? 'ar' : 'fi')).say(id === 'waits' ? 'شخص' : 'ihminen');
      await coach.ask('POST', '/heartbeat');
      await takes(coach, 'held');
      await takes(coach, 'closed');
      await says(coach, 'held', 'a', 'ennen');
      await coach.ask('PUT', '/cases/held/plan', {
        version: 0,
        to: 'cook',
        steps: [{ item: 'hygiene-passport', comment: 'ensin' }],
      });
      await coach.ask('POST', '/cases/closed/close', { outcome: 'plan', note: 'hyvin meni' });
    } finally {
      await stop(first);
    }

    const second = await start();
    try {
      const coach = coachOf(second.url, cookie);
      const list = async (name: string) =>
        (await coach.ask('GET', `/cases?list=${name}`)).body.cases.map(({ id }: { id: string }) => id);
      expect(await list('queue')).to.deep.equal(['waits']);
      expect(await list('mine')).to.deep.equal(['held']);
      expect(await list('closed')).to.deep.equal(['closed']);
      expect((await coach.ask('GET', '/cases/held')).body.plan.steps[0].comment).to.equal('ensin');
      expect((await says(coach, 'held', 'a', 'ennen')).status, 'sent again').to.equal(200);
      expect((await says(coach, 'held', 'b', 'jälkeen')).status).to.equal(200);
      const seeker = await second.seeker('held');
      expect(await seeker.say('jatketaan'), 'the guide').to.deep.equal([]);
      const texts = (await seeker.log()).slice(-3).map((line) => line.split('\n').at(-1));
      expect(texts).to.deep.equal(['ennen', 'jälkeen', 'seeker: jatketaan']);
      expect((await coach.ask('GET', '/cases')).body.here.map(({ id }: { id: string }) => id)).to.deep.equal([
        'coach-1',
      ]);
      // The coach's lease was kept, too: nobody is taken for gone because we were.
      await second.web.sweep();
      expect(await list('mine')).to.deep.equal(['held']);
    } finally {
      await stop(second);
      rmSync(folder, { recursive: true });
    }
  });

  it('a seeker’s and a coach’s feed go on by number, never by time: a clock that is set back loses nothing', async () => {
    let now = AFTERNOON;
    const desk = await startDesk({ now: () => now });
    try {
      const coach = await desk.coach('coach-1');
      const seeker = await desk.seeker('s');
      await seeker.say('ihminen');
      await takes(coach, 's');
      const { count } = (await coach.ask('GET', '/cases/s')).body.row;
      now -= 3_600_000;
      await seeker.say('takaisin ajassa');
      const feed = await coach.feed('/cases/s/feed', String(count));
      expect((await feed.until('message')).text).to.equal('takaisin ajassa');
      feed.drop();
    } finally {
      await desk.stop();
    }
  });
});
