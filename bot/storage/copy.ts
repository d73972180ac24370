import { StoreProblem } from '../errors.ts';
import { type Count, countOf, entriesOf, put } from './entries.ts';
import type { Store } from './store.ts';

/**
 * Copies every entry and then counts and hashes both sides. May be interrupted: the same call goes on where it was.
 * @throws StoreProblem when the target holds what the source does not have, or when the two differ in the end
 */
export async function copyStore(
  from: Store,
  to: Store,
  progress: (done: number, of: number) => void,
): Promise<Count> {
  const keys = new Set(await from.list(''));
  const foreign = (await to.list('')).filter((key) => !keys.has(key));
  if (foreign.length > 0) {
    throw new StoreProblem(
      `The target holds ${foreign.length} entries that the source does not have. Name an empty one, or one to which an earlier copy of this source began.`,
    );
  }
  let done = 0;
  for await (const entry of entriesOf(from)) {
    await put(to, entry);
    progress(++done, keys.size);
  }
  const [before, after] = [await countOf(from), await countOf(to)];
  if (before.sha256 !== after.sha256) {
    throw new StoreProblem(
      `After copying, the source has ${before.entries} entries (${before.sha256.slice(0, 12)}) and the target ${after.entries} (${after.sha256.slice(0, 12)}): something else writes into one of them. Stop the guide and copy again.`,
    );
  }
  return after;
}
