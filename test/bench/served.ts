import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { START_FLAGS } from '../support/start-flags.ts';

/** What a measured server says of itself: resident memory, open streams, bytes that wait for slow readers, processor time since its start. */
export interface Look {
  readonly megabytes: number;
  readonly open: number;
  readonly waiting: number;
  readonly cpuSeconds: number;
}

/** `serve.ts` in a process of its own, as `npm start` runs the guide. */
export async function serve(kind: 'guide' | 'echo') {
  const child = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), [kind], {
    execArgv: [...START_FLAGS],
  });
  const message = <T>() =>
    new Promise<T>((resolve) => child.once('message', (answer) => resolve(answer as T)));
  const { url } = await message<{ url: string }>();
  return {
    url,
    look(): Promise<Look> {
      child.send('look');
      return message<Look>();
    },
    /** It ends by itself when nobody asks any more. */
    stop: () => child.disconnect(),
  };
}
