/** Seekers, nodes and one database, in numbers. Times in milliseconds. */
export interface Scene {
  /** Messages a second, coming at random moments (Poisson). */
  readonly rate: number;
  /** Each answers one message at a time, and takes the next in the order it came. */
  readonly nodes: number;
  /** Processor time of a message at a node, on average. */
  readonly turn: number;
  /** Time of a commit, during which the database commits no other. */
  readonly commit: number;
  readonly messages: number;
  /** Numbers from 0 to 1. */
  readonly random: () => number;
}

export interface Seen {
  readonly p50: number;
  readonly p99: number;
  readonly mean: number;
  /** How much of the time a node, and the database's commits, are busy: from 0 to 1. */
  readonly nodesBusy: number;
  readonly commitsBusy: number;
}

/** Most messages cost little, a few much: shares and how many times the average. */
const COSTS = [
  { share: 0.9, times: 0.75 },
  { share: 0.09, times: 2.2 },
  { share: 0.01, times: 12.7 },
] as const;

/** Plays messages through nodes (in turn, as the proxy deals them out) and then through the database's commits, one at a time. */
export function play({ rate, nodes, turn, commit, messages, random }: Scene): Seen {
  const free = new Float64Array(nodes);
  const answered: { readonly came: number; readonly at: number }[] = [];
  let [now, worked] = [0, 0];
  for (let i = 0; i < messages; i++) {
    now += (-Math.log(1 - random()) * 1_000) / rate;
    const node = i % nodes;
    const cost = turn * timesOf(random());
    worked += cost;
    const at = Math.max(now, free[node] ?? 0) + cost;
    free[node] = at;
    answered.push({ came: now, at });
  }
  const took = new Float64Array(messages);
  let last = 0;
  for (const [i, { came, at }] of answered.sort((a, b) => a.at - b.at).entries()) {
    last = Math.max(last, at) + commit;
    took[i] = last - came;
  }
  took.sort();
  return {
    p50: took[Math.floor(messages * 0.5)] ?? Number.NaN,
    p99: took[Math.floor(messages * 0.99)] ?? Number.NaN,
    mean: took.reduce((sum, one) => sum + one, 0) / messages,
    nodesBusy: worked / nodes / now,
    commitsBusy: (messages * commit) / now,
  };
}

function timesOf(number: number): number {
  let upTo = 0;
  for (const { share, times } of COSTS) {
    upTo += share;
    if (number < upTo) return times;
  }
  return COSTS[0].times;
}

/** The same numbers each time (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
