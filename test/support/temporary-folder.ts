import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

// Also where the test runner ends the process itself, or somebody ends the run.
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A new folder for tests and measurements, gone with everything in it when this process ends. `what` names it for whoever looks meanwhile. */
export function temporaryFolder(what: string): string {
  const folder = mkdtempSync(join(tmpdir(), `osaajaks-${what}-`));
  made.push(folder);
  return folder;
}
