import { expect } from 'chai';
import { channelFor } from '../../bot/channels/index.ts';
import { GUIDE } from '../../bot/conversations/conversations.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import type { Store } from '../../bot/storage/store.ts';
import { LANGS } from '../../locales/index.ts';
import typed from '../../locales/sms-words.json' with { type: 'json' };
import { SEEKER, startTexting, until } from '../support/texting.ts';
import { OUR_NUMBER, PUBLIC } from '../support/twilio-stand-in.ts';

describe('text messages through Twilio', () => {
  let it0: Awaited<ReturnType<typeof startTexting>>;
  const using =
    (parts: Parameters<typeof startTexting>[0], test: (world: typeof it0) => Promise<void>) => async () => {
      it0 = await startTexting(parts);
      try {
        await test(it0);
      } finally {
        await it0.stop();
      }
    };

  it(
    'are acknowledged at once and answered by REST, in the language in which they came',
    using({}, async (world) => {
      const answer = await world.say('Moi!');
      expect([answer.status, answer.type]).to.deep.equal([200, 'text/xml; charset=utf-8']);
      expect(answer.text).to.match(/<Response\/>$/);
      const [first = ''] = await world.heard(0);
      expect(first).to.include('OsaajaKS').and.to.include('LOPETA');
      expect(world.twilio.sent[0]).to.include({ to: SEEKER, from: OUR_NUMBER });
      expect(world.twilio.sent[0]?.status_callback).to.match(
        /^https:\/\/guide\.example\/channels\/sms\/status\?of=sms-/,
      );
      await world.quiet();
      const greeting = world.twilio.sent.length;
      await world.say('2');
      expect((await world.heard(greeting)).join()).to.include('1. Mikä minulle sopisi?');
    }),
  );

  it(
    'are taken from nobody but Twilio, over the public address and not the Host header',
    using({}, async (world) => {
      const form = { MessageSid: world.twilio.newSid(), From: SEEKER, Body: 'moi' };
      for (const [what, answer] of [
        ['no signature', world.webhook(form, { signature: '' })],
        ['a wrong one', world.webhook(form, { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' })],
        ['one for another host', world.twilio.webhook(form, { to: world.url, publicUrl: world.url })],
        [
          'one for another address',
          world.webhook(form, { path: '/channels/sms/status?of=x', signature: 'x' }),
        ],
        ['another account', world.webhook({ ...form, AccountSid: `AC${'1'.repeat(32)}` })],
      ] as const)
        expect((await answer).status, what).to.equal(403);
      await world.quiet();
      expect(world.twilio.posts).to.equal(0);
      expect(await world.store.list('sms-in/')).to.deep.equal([]);
      expect((await world.webhook({ ...form, MessageSid: '../x' })).status).to.equal(400);
      const json = await fetch(`${world.url}/channels/sms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(json.status).to.equal(415);
    }),
  );

  it(
    'are answered once when they come twice, in parallel and after a restart',
    using({}, async (world) => {
      const form = { MessageSid: world.twilio.newSid(), From: SEEKER, Body: 'Moi!' };
      const answers = await Promise.all(Array.from({ length: 10 }, () => world.webhook(form)));
      expect(answers.every(({ status }) => status === 200)).to.equal(true);
      await world.heard(0);
      await world.quiet();
      const bodies = world.twilio.sent.map(({ body }) => body);
      await world.restart();
      await world.webhook(form);
      await world.quiet();
      expect(bodies.filter((body) => body.includes('LOPETA'))).to.have.length(1);
      expect(world.twilio.sent).to.have.length(bodies.length);
    }),
  );

  it(
    'that were kept but not answered are answered after a restart, in their order',
    using({}, async (world) => {
      for (const [at, text] of ['Moi!', '2'].entries()) {
        const received = { sid: world.twilio.newSid(), number: SEEKER, text, media: [], at };
        await world.store.write(`sms-in/${received.sid}`, received, 0);
      }
      await world.restart();
      const texts = await world.heard(0, 3);
      expect(texts[0]).to.include('OsaajaKS');
      expect(texts[2]).to.include('1. Mikä minulle sopisi?');
      // Nothing that was written stays in the inbox.
      await world.quiet();
      for (const key of await world.store.list('sms-in/'))
        expect((await world.store.read(key))?.value).to.deep.equal({ done: true });
    }),
  );

  it(
    'that another process took and did not live to answer are answered by this one',
    using({}, async (world) => {
      await world.greet();
      const received = {
        sid: world.twilio.newSid(),
        number: SEEKER,
        text: 'apua',
        media: [],
        at: Date.now(),
      };
      await world.store.write(`sms-in/${received.sid}`, received, 0);
      const began = Date.now();
      expect((await world.heard(0))[0]).to.include('LOPETA');
      // Not before the other one has had its time.
      expect(Date.now() - began).to.be.greaterThan(120);
      await world.quiet();
      expect((await world.store.read(`sms-in/${received.sid}`))?.value).to.deep.equal({ done: true });
    }),
  );

  it('that were acknowledged are answered in their order though the store fails for a while, without a restart', async () => {
    const inner = registered(memoryStore(), Date.now);
    let failing = 0;
    const write: Store['write'] = async (key, ...rest) => {
      if (key.startsWith('conversation/') && failing-- > 0) throw new Error('the database is away');
      return inner.write(key, ...rest);
    };
    await using({ store: { ...inner, write } }, async (world) => {
      await world.greet();
      failing = 3;
      for (const text of ['apua', 'mikä on Gradia?']) expect((await world.say(text)).status).to.equal(200);
      await until(
        () => world.twilio.sent.some(({ body }) => body.includes('gradia.fi')),
        'the second answer',
      );
      await world.quiet();
      expect(failing).to.be.lessThan(1);
      const [key = ''] = await inner.list('conversation/');
      const said = (await world.turns.read(key.replace('conversation/', ''), 0))?.activities ?? [];
      expect(
        said.filter(({ from, text }) => from.role === 'user' && text).map(({ text }) => text),
      ).to.deep.equal(['Moi!', 'apua', 'mikä on Gradia?']);
    })();
  });

  it(
    'wait for a busy or failing service, and arrive once and in order',
    using({}, async (world) => {
      world.twilio.mishaps.push(
        { status: 429, code: 20429 },
        { status: 503, code: 20500 },
        { status: 401, code: 20003 },
      );
      await world.say('Moi!');
      await world.say('1');
      const texts = await world.heard(0, 3);
      await world.quiet();
      expect(world.twilio.sent).to.have.length(3);
      expect(texts[0]).to.include('LOPETA');
      expect(texts[2]).to.include('Mitä olet tehnyt?');
      expect(world.twilio.posts).to.equal(6);
    }),
  );

  it(
    'whose acceptance was lost on the way are not sent again',
    using({}, async (world) => {
      await world.greet();
      world.twilio.mishaps.push('lost');
      const before = (await world.sms.meter.read()).messages;
      await world.say('1');
      await world.heard(0);
      await world.quiet();
      await world.restart();
      await world.quiet();
      expect(world.twilio.sent).to.have.length(1);
      expect((await world.sms.meter.read()).messages).to.equal(before + 1);
    }),
  );

  it(
    'tell what became of them, in whatever order that comes',
    using({}, async (world) => {
      await world.say('Moi!');
      await world.heard(0);
      await world.quiet();
      const [message] = world.twilio.sent;
      const path = message?.status_callback?.slice(PUBLIC.length) ?? '';
      const id = new URL(message?.status_callback ?? '').searchParams.get('of') ?? '';
      const report = (MessageStatus: string, more = {}) =>
        world.webhook(
          { MessageSid: message?.sid ?? '', MessageStatus, To: SEEKER, From: OUR_NUMBER, ...more },
          { path },
        );
      expect((await report('sent')).status).to.equal(204);
      await report('delivered');
      await report('queued');
      await report('sent');
      expect(await world.sms.outcomeOf(id)).to.include({ status: 'delivered', sid: message?.sid });
      await world.say('1');
      await world.heard(1);
      await world.quiet();
      const [, second] = world.twilio.sent;
      const other = second?.status_callback?.slice(PUBLIC.length) ?? '';
      const failed = {
        MessageSid: second?.sid ?? '',
        MessageStatus: 'undelivered',
        ErrorCode: '30003',
        To: SEEKER,
      };
      await world.webhook(failed, { path: other });
      await world.webhook(failed, { path: other });
      expect((await world.sms.meter.read()).failed).to.equal(1);
      expect((await world.webhook(failed, { path: '/channels/sms/status' })).status).to.equal(400);
    }),
  );

  for (const lang of LANGS) {
    it(
      `end with each stop word of ${lang}, say so once, and nothing ever follows`,
      using({}, async (world) => {
        await world.greet();
        for (const word of typed.stop[lang]) {
          const before = world.twilio.sent.length;
          await world.say(`${word}.`);
          await world.heard(before);
          await world.say('1');
          await world.say('help');
          await world.say(word);
          const [key = ''] = await world.store.list('conversation/sms-');
          await world.turns.amend(key.slice('conversation/'.length), (_, feed) => {
            feed.append(
              { id: 'coach', name: 'Aino', role: 'bot' },
              { type: 'message', text: 'are you there?' },
            );
          });
          await world.quiet();
          expect(
            world.twilio.sent.slice(before).map(({ body }) => body),
            word,
          ).to.have.length(1);
          const start = typed.start[lang][0] ?? '';
          await world.say(start);
          await world.heard(before + 1);
          await world.say('1');
          await world.heard(before + 2);
          await world.quiet();
          expect(world.twilio.sent.map(({ body }) => body).join(), start).to.not.include('are you there?');
        }
      }),
    );
  }

  it(
    'leave an English stop to Twilio, which answers it itself',
    using({}, async (world) => {
      await world.greet('Hello');
      await world.say('STOP');
      await world.say('1');
      await world.quiet();
      expect(world.twilio.sent).to.have.length(0);
      await world.say('START');
      await world.quiet();
      expect(world.twilio.sent).to.have.length(0);
      await world.say('1');
      await world.heard(0);
      await world.say('halt', { OptOutType: 'STOP' });
      await world.say('1');
      await world.quiet();
      expect(world.twilio.sent).to.have.length(1);
    }),
  );

  it(
    'stop what waits to be sent, and what waits to be asked for',
    using({}, async (world) => {
      const greeted = await world.greet();
      world.twilio.mishaps.push(...Array.from({ length: 200 }, () => ({ status: 503, code: 20500 })));
      await world.say('1');
      await until(() => world.twilio.posts > greeted + 3, 'the first tries');
      await world.say('lopeta');
      await world.sms.settled();
      world.twilio.mishaps.length = 0;
      await world.heard(0);
      await world.quiet();
      expect(world.twilio.sent.map(({ body }) => body)).to.deep.equal([
        'En lähetä enää viestejä. Vastauksesi säilyvät. Jos haluat jatkaa, kirjoita ALOITA.',
      ]);
      await world.say('aloita');
      await world.heard(1);
      await world.quiet();
      expect(world.twilio.sent).to.have.length(2);
    }),
  );

  it(
    'understand that a number opted out at Twilio (21610), by REST and by status',
    using({}, async (world) => {
      world.twilio.optedOut.add(SEEKER);
      await world.say('Moi!');
      await world.quiet();
      const { posts } = world.twilio;
      expect(posts).to.equal(1);
      await world.say('1');
      await world.quiet();
      expect(world.twilio.posts).to.equal(posts);
      world.twilio.optedOut.clear();
      await world.say('START');
      await world.say('1');
      await world.heard(0);
      await world.quiet();
      const [message] = world.twilio.sent;
      await world.webhook(
        { MessageSid: message?.sid ?? '', MessageStatus: 'failed', ErrorCode: '21610', To: SEEKER },
        { path: message?.status_callback?.slice(PUBLIC.length) ?? '' },
      );
      const count = world.twilio.sent.length;
      await world.say('1');
      await world.quiet();
      expect(world.twilio.sent).to.have.length(count);
    }),
  );

  it(
    'give up on a number that cannot be reached, and go on for others',
    using({}, async (world) => {
      const greeted = await world.greet();
      world.twilio.mishaps.push({ status: 400, code: 21614 });
      await world.say('1');
      await world.quiet();
      expect(world.twilio.posts).to.equal(greeted + 1);
      expect(world.twilio.sent).to.have.length(0);
      await world.say('Moi!', { From: '+358409999999' });
      expect((await world.heard(0))[0]).to.include('OsaajaKS');
    }),
  );

  it(
    'answer HELP and INFO',
    using({}, async (world) => {
      for (const word of ['HELP', 'info', 'INFO']) {
        await world.greet('Hello');
        await world.say(word);
        expect((await world.heard(0))[0], word).to.include('STOP');
      }
      await world.quiet();
      const before = world.twilio.sent.length;
      await world.say('HELP', { OptOutType: 'HELP' });
      await world.quiet();
      expect(world.twilio.sent).to.have.length(before);
    }),
  );

  it(
    'answer pictures and voice kindly',
    using({}, async (world) => {
      await world.greet();
      await world.say('', {
        NumMedia: '1',
        MediaContentType0: 'image/jpeg',
        MediaUrl0: 'https://api.twilio.com/x',
      });
      expect((await world.heard(0))[0]).to.include('kuvia');
      await world.say('', {
        NumMedia: '1',
        MediaContentType0: 'audio/amr',
        MediaUrl0: 'https://api.twilio.com/y',
      });
      await world.heard(1);
      const stored = JSON.stringify(
        await Promise.all((await world.store.list('')).map((key) => world.store.read(key))),
      );
      expect(stored).to.not.include('api.twilio.com');
    }),
  );

  it('say once that one number writes too much, then nothing for the rest of the hour, except in danger', async () => {
    let time = Date.parse('2026-11-23T12:00:00Z');
    await using({ settings: { messagesAnHour: 3 }, now: () => time }, async (world) => {
      for (let i = 0; i < 7; i++) await world.say('Moi!');
      await world.quiet();
      expect(
        world.twilio.sent.map(({ body }) => body).filter((body) => body.includes('tunnin päästä')),
      ).to.have.length(1);
      expect(world.twilio.sent.at(-1)?.body).to.include('112');
      const before = world.twilio.sent.length;
      await world.say('Haluan tappaa itseni');
      expect((await world.heard(before)).join()).to.include('112');
      await world.say('Moi!', { From: '+358409999999' });
      await world.heard(before + 1);
      time += 3_600_001;
      const then = world.twilio.sent.length;
      await world.say('Moi!');
      await world.heard(then);
    })();
  });

  it('end clearly when the month is spent, say how to go on, and come back next month', async () => {
    let time = Date.parse('2026-11-23T12:00:00Z');
    await using({ settings: { segmentsAMonth: 5 }, now: () => time }, async (world) => {
      for (const text of ['Moi!', '2', 'kokki', '1', '1', '1', '1']) {
        await world.say(text);
        await world.quiet();
      }
      const bodies = world.twilio.sent.map(({ body }) => body);
      expect(bodies.filter((body) => body.includes(PUBLIC))).to.have.length(1);
      expect(bodies.at(-1)).to.include(PUBLIC).and.to.include('112');
      const { segments, messages } = await world.sms.meter.read();
      expect(messages).to.equal(bodies.length);
      expect(segments).to.be.within(5, 8);
      await world.say('Haluan tappaa itseni');
      expect((await world.heard(bodies.length)).join()).to.include('112');
      time = Date.parse('2026-12-01T12:00:00Z');
      const then = world.twilio.sent.length;
      await world.say('toista');
      await world.heard(then);
      expect((await world.sms.meter.read('2026-11')).segments).to.be.at.least(segments);
    })();
  });

  it(
    'of a person are brought whole, in parts that phones can show',
    using({}, async (world) => {
      await world.greet();
      const [key = ''] = await world.store.list('conversation/sms-');
      const long = 'Hei, täällä Aino. Soitan huomenna kello kymmenen. '.repeat(20).trim();
      await world.turns.amend(key.slice('conversation/'.length), (_, feed) => {
        feed.append(GUIDE, channelFor('sms').render({ text: long, lang: 'fi', choices: [] }));
      });
      const texts = await world.heard(0, 4);
      await world.quiet();
      expect(texts.join(' ')).to.equal(long);
    }),
  );

  it(
    'give no telephone number away in the names of what is stored',
    using({}, async (world) => {
      await world.say('Moi!');
      await world.heard(0);
      expect((await world.store.list('')).join()).to.not.include(SEEKER.slice(1));
    }),
  );

  it(
    'that could not be answered go with the conversation, but not what is on its way',
    using({}, async (world) => {
      await world.say('Moi!');
      await world.heard(0);
      await world.quiet();
      const [id = ''] = (await world.store.list('conversation/')).map((key) => key.split('/')[1] ?? '');
      const left = { number: SEEKER, text: 'velkaa', media: [] };
      const now = Date.now();
      for (const [sid, number, at] of [
        ['stuck', SEEKER, now - 2 * 3_600_000],
        ['fresh', SEEKER, now],
        ['other', '+358409999999', now - 2 * 3_600_000],
      ] as const)
        await world.store.write(`sms-in/${sid}`, { ...left, sid, number, at }, 0);
      await world.sms.forget(id);
      const texts = async (sid: string) => JSON.stringify((await world.store.read(`sms-in/${sid}`))?.value);
      expect(await texts('stuck')).to.equal('{"done":true}');
      for (const sid of ['fresh', 'other']) expect(await texts(sid)).to.include('velkaa');
    }),
  );

  it(
    'leave of a number only its stop for ever, by a keyed hash',
    using({}, async (world) => {
      await world.say('Moi!');
      await world.heard(0);
      await world.quiet();
      const [key = ''] = await world.store.list('sms-number/');
      expect((await world.store.read(key))?.expiresAt).to.be.within(Date.now(), Date.now() + 41 * 86_400_000);
      await world.say('STOP');
      await world.quiet();
      expect(await world.store.read(key)).to.not.have.property('expiresAt');
      await world.say('START');
      await world.quiet();
      expect(await world.store.read(key)).to.have.property('expiresAt');
    }),
  );
});
