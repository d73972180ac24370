import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { START_FLAGS } from '../support/start-flags.ts';

const MAIN = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

/** The guide as `npm start` runs it, in a process of its own that may be ended in the middle of anything. */
export interface GuideProcess {
  readonly url: string;
  /** Resolves when it says that it is ready; milliseconds that took. */
  start(): Promise<number>;
  /** SIGKILL: no goodbye, no last write. */
  kill(): Promise<void>;
  /** SIGTERM: finishes the turns that run; its exit code. */
  stop(): Promise<number | null>;
}

export function guideProcess(port: number, env: Readonly<Record<string, string>>): GuideProcess {
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  };
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const began = Date.now();
      const started = spawn(process.execPath, [...START_FLAGS, MAIN], {
        env: {
          ...process.env,
          HOST: '127.0.0.1',
          PORT: String(port),
          LOG_LEVEL: 'fatal',
          MESSAGES_PER_MINUTE: '1000000',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.stdout?.on('data', (text: Buffer) => String(text).includes('ready') && resolve());
        started.once('exit', (code) => reject(new Error(`the guide ended with ${code} before it was ready`)));
      });
      return Date.now() - began;
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
