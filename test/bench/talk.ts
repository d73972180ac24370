/** What the seekers of the measurements say, one after the other: answers, questions of another kind, commands, and what is not understood. */
const SAID = [
  '1',
  'kokki',
  '1',
  'yksin',
  'apua',
  'mikä on Gradia?',
  'autettuna',
  'takaisin',
  'en',
  'miksi kysyt?',
  '2',
  'kyllä',
] as const;

/** The message with which somebody who began somewhere else in the list goes on, so that not all say the same at the same time. */
export const saidBy = (seeker: number, message: number): string =>
  SAID[(seeker + message) % SAID.length] ?? SAID[0];

/** The time below which a share of all times lies; NaN where there are none. */
export const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  Number.NaN;

/** Calls back `rate` times a second, however long what is called takes; gives the milliseconds at which each was due. */
export async function steadily(
  count: number,
  rate: number,
  send: (number: number, due: number) => void,
): Promise<void> {
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    const due = began + (i * 1_000) / rate;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    send(i, due);
  }
}
