import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '../../bot/activity.ts';

/** What a seeker's client knows of its conversation. */
interface Seeker {
  readonly token: string;
  readonly conversationId: string;
  /** Messages that were acknowledged, in order. */
  readonly acknowledged: string[];
}

/** What was found wrong after everything; all empty where the promise holds. */
export interface Findings {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly unanswered: number;
}

/**
 * Seekers that write over Direct Line's REST interface, each one message after the other. What is not acknowledged is sent again,
 * under the same `clientActivityID`, to the next of the nodes.
 */
export function seekers(urls: readonly string[], count: number) {
  const people: Seeker[] = [];
  const halt = new AbortController();
  const writing: Promise<void>[] = [];
  let acknowledged = 0;

  async function ask(path: string, init: RequestInit, patient = true): Promise<Response> {
    for (let i = 0; ; i++) {
      const url = urls[i % urls.length] ?? '';
      const response = await fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(10_000) }).catch(
        () => undefined,
      );
      if (response && response.status < 500) return response;
      await response?.body?.cancel();
      if (!patient && halt.signal.aborted) throw new Error('stopped');
      await wait(20);
    }
  }

  const post = (path: string, token: string | undefined, body: unknown, patient?: boolean) =>
    ask(
      path,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      },
      patient,
    );

  async function write(seeker: Seeker, number: number): Promise<void> {
    for (let i = 0; !halt.signal.aborted; i++) {
      const text = `viesti ${number}-${i}`;
      const response = await post(
        `/v3/directline/conversations/${seeker.conversationId}/activities`,
        seeker.token,
        { type: 'message', text, from: { id: 'u' }, channelData: { clientActivityID: text } },
        false,
      ).catch(() => undefined);
      if (!response) return;
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      await response.body?.cancel();
      seeker.acknowledged.push(text);
      acknowledged += 1;
    }
  }

  return {
    /** Messages acknowledged so far. */
    get acknowledged() {
      return acknowledged;
    },
    async begin() {
      for (let i = 0; i < count; i++) {
        const chat = (await (await post('/chat/token', undefined, {})).json()) as Seeker;
        await (await post('/v3/directline/conversations', chat.token, {})).body?.cancel();
        people.push({ ...chat, acknowledged: [] });
      }
      writing.push(...people.map(write));
    },
    /** Stops writing, reads every conversation back and compares it with what was acknowledged. */
    async end(): Promise<Findings> {
      halt.abort();
      await Promise.all(writing);
      const found = { acknowledged, lost: 0, doubled: 0, outOfOrder: 0, unanswered: 0 };
      for (const { conversationId, token, acknowledged: sent } of people) {
        const answer = await ask(`/v3/directline/conversations/${conversationId}/activities`, {
          headers: { authorization: `Bearer ${token}` },
        });
        const { activities } = (await answer.json()) as { activities: Activity[] };
        const there = activities.filter(({ from }) => from.role === 'user').map(({ text }) => text);
        const answered = new Set(activities.map(({ replyToId }) => replyToId));
        for (const text of sent) {
          const times = there.filter((one) => one === text).length;
          if (times === 0) found.lost += 1;
          if (times > 1) found.doubled += 1;
        }
        const kept = there.filter((text) => text !== undefined && sent.includes(text));
        if (kept.join('\n') !== sent.join('\n')) found.outOfOrder += 1;
        found.unanswered += activities.filter(
          ({ from, text, id }) =>
            from.role === 'user' && text !== undefined && sent.includes(text) && !answered.has(id ?? ''),
        ).length;
      }
      return found;
    },
  };
}
