import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreInUse } from '../errors.ts';

/** Makes this process the only one that uses a folder, until `release`. @throws StoreInUse when another one does */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'in-use-by');
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) });
  try {
    writeFileSync(path, mine, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = ownerOf(path);
    if (owner !== undefined) throw new StoreInUse(folder, `the process ${owner}`);
    writeFileSync(path, mine);
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** The living process that owns the folder; a lock that a crash left behind has none. */
function ownerOf(path: string): number | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; started: string };
    process.kill(pid, 0);
    // The same number may belong to another process by now (in a container, to this one).
    return startOf(pid) === started ? pid : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? -1 : undefined;
  }
}

/** When a process was started, in clock ticks since boot; empty where the system does not tell (proc_pid_stat(5), field 22). */
function startOf(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    return '';
  }
}
