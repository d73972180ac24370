import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { pino } from 'pino';
import type { Conversation } from '../../bot/conversations/conversation.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { adoptLeft } from '../../bot/desk/adopt.ts';
import { createCases } from '../../bot/desk/index.ts';
import { createGuide } from '../../bot/guide.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import type { Store } from '../../bot/storage/store.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import { adviser } from '../../knowledge/pathways/index.ts';
import { TONGUES } from '../../locales/index.ts';
import { codesFor } from '../support/codes.ts';
import { DAY, knowledge } from '../support/conversation.ts';
import { echoGuide } from '../support/echo-guide.ts';

/** Conversations that an earlier release left in the middle of things. */
const FOLDER = new URL('../fixtures/state-0.1.0/', import.meta.url);
const names = readdirSync(FOLDER);

const casesOf = (store: Store, { base }: Knowledge) =>
  createCases({ store, base, now: Date.now, timeZone: 'Europe/Helsinki' });

/** Goes on with a stored conversation; what is said, and the failures that were logged. */
async function goOn(name: string, base: Knowledge, says: readonly string[]) {
  const stored = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Conversation;
  const store = memoryStore();
  await store.write(`conversation/${stored.id}`, JSON.parse(JSON.stringify(stored)), 0);
  const failures: unknown[] = [];
  const guide = createGuide({
    knowledge: base,
    desk: casesOf(store, base).moves,
    codes: codesFor(store, Date.now),
    today: () => DAY,
    log: pino({ level: 'error' }, { write: (line: string) => void failures.push(JSON.parse(line)) }),
  });
  const turns = createTurns({ store, guide, now: Date.now });
  const replies: string[] = [];
  for (const text of says) {
    const taken = await turns.take({
      conversationId: stored.id,
      channelId: stored.channelId,
      userId: stored.userId,
      activity: { type: 'message', text },
    });
    replies.push(...(taken?.replies ?? []).map((reply) => reply.text ?? ''));
  }
  return { stored, replies, failures, turns };
}

describe('an upgrade with conversations under way', () => {
  it('brings what seekers left for a human into the queue of the desk', async () => {
    const store = memoryStore();
    const cases = casesOf(store, await knowledge);
    const turns = createTurns({ store, guide: echoGuide(), now: Date.now, kept: cases.queue.see });
    await turns.open({ conversationId: 'c', channelId: 'directline', userId: 'u' }, 'fi');
    const left = { id: '1', conversationId: 'c', reason: 'asked', message: 'apua', reach: '040', lang: 'fi' };
    await store.write('case/c/0000007-0', { ...left, openedAt: '2026-11-20T08:00:00Z' }, 0);
    await cases.queue.start(turns.find);
    expect(await adoptLeft(store, turns, cases.moves)).to.equal(1);
    expect(cases.queue.get('c')?.case).to.deep.include({
      state: 'callback',
      callback: { message: 'apua', reach: '040' },
    });
    expect(await store.list('case/')).to.deep.equal(['case/c']);
    expect(await adoptLeft(store, turns, cases.moves)).to.equal(0);
  });

  for (const name of names) {
    it(`goes on with ${name} and shows what was said before`, async () => {
      const { stored, replies, failures, turns } = await goOn(name, await knowledge, ['1', 'help', '1']);
      expect(failures).to.deep.equal([]);
      expect(replies.length).to.be.greaterThan(2);
      const feed = await turns.read(stored.id, 0);
      expect(feed?.activities.slice(0, stored.tail.length).map(({ text }) => text)).to.deep.equal(
        stored.tail.map(({ text }) => text),
      );
      expect(Object.keys(TONGUES)).to.include((await turns.find(stored.id))?.session.lang);
    });
  }
});

/** Everything by whose id the stored conversations name something. */
function spokenOf(): ReadonlySet<string> {
  const said = names.map((name) => readFileSync(new URL(name, FOLDER), 'utf8')).join();
  return new Set([...said.matchAll(/"([a-z][a-z0-9-]+)"/g)].map(([, id = '']) => id));
}

/** A knowledge base in which these are no more, and in which nobody hears them any more. */
function without({ base, understand, ...engines }: Knowledge, gone: ReadonlySet<string>): Knowledge {
  const left = <T>(entries: ReadonlyMap<string, T>) => new Map([...entries].filter(([id]) => !gone.has(id)));
  const there = <T extends { readonly id: string }>(entry: T | undefined) =>
    entry && gone.has(entry.id) ? undefined : entry;
  const smaller = {
    ...base,
    occupationOf: (reference: string) => there(base.occupationOf(reference)),
    competenceOf: (reference: string) => there(base.competenceOf(reference)),
    occupations: left(base.occupations),
    competences: left(base.competences),
    offers: left(base.offers),
    cards: left(base.cards),
  };
  expect(smaller.occupations.size).to.be.lessThan(base.occupations.size);
  expect(smaller.competences.size).to.be.lessThan(base.competences.size);
  return {
    ...engines,
    base: smaller,
    understand(text, lang) {
      const found = understand(text, lang);
      return { ...found, concepts: found.concepts.filter(({ id }) => !gone.has(id)) };
    },
    advise: adviser(smaller),
  };
}

describe('a knowledge base that is replaced while people talk', () => {
  it('goes on, though occupations, trainings and services they spoke of are gone', async () => {
    const smaller = without(await knowledge, spokenOf());
    for (const name of names) {
      const { replies, failures } = await goOn(name, smaller, ['1', '2', 'help', '1', '1']);
      expect(failures, name).to.deep.equal([]);
      expect(replies.length, name).to.be.greaterThan(4);
    }
  });
});
