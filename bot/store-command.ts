import { readFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { readConfig } from './config.ts';
import type { Conversation } from './conversations/conversation.ts';
import { GuideError, StoreProblem } from './errors.ts';
import { restoreBackup, writeBackup } from './storage/backup.ts';
import { copyStore } from './storage/copy.ts';
import { type Count, countOf } from './storage/entries.ts';
import { type Erasures, erasuresOf } from './storage/erasures.ts';
import { fileStore } from './storage/files.ts';
import { postgresStore } from './storage/postgres.ts';
import { REGISTER } from './storage/register.ts';
import { enforceRetention } from './storage/retention.ts';
import type { Store } from './storage/store.ts';
import { createMisses, missesIn } from './turn/misunderstood.ts';

const USAGE = `npm run store -- …
  count [PLACE]                   how many entries, and a hash over all of them
  copy FROM TO                    copies everything and compares; goes on where it was when interrupted
  backup FILE [PLACE]             one compressed file; the guide may run meanwhile
  restore FILE [PLACE]            into an empty place; erasures made after the backup are applied again
          --erasures FILE         also those of a list that was kept apart
  erasures [PLACE]                the list of erasures, to be kept apart from backups
  misunderstood [PLACE]           what the guide did not understand, most frequent first
  retention [PLACE]               erases what has reached its end, and says how many of each kind are left
  register                        what is stored, why and how long

A PLACE is a data folder or postgres://user:password@host/database; without one, the place of the settings.`;

async function main([command, ...rest]: readonly string[]): Promise<void> {
  const at = rest.indexOf('--erasures');
  const list = at < 0 ? undefined : rest[at + 1];
  const [first, second] = at < 0 ? rest : rest.toSpliced(at, 2);
  switch (command) {
    case 'count':
      return using(first, 'read', async (store) => tell('There are', await countOf(store)));
    case 'copy':
      return using(needed(first), 'read', (from) =>
        using(needed(second), 'write', async (to) =>
          tell('Copied and compared:', await copyStore(from, to, progress)),
        ),
      );
    case 'backup':
      return using(second, 'read', async (store) =>
        tell(`${needed(first)} holds`, await writeBackup(store, needed(first), Date.now())),
      );
    case 'restore':
      return using(second, 'write', async (store) => {
        const restored = await restoreBackup(
          store,
          needed(first),
          list === undefined ? undefined : await readErasures(list),
          // Written by the guide as a conversation.
          (one) =>
            createMisses({ store, today: () => '', isCommon: () => false }).takeBack(
              one as unknown as Conversation,
            ),
        );
        tell('Restored', restored);
        if (restored.erased > 0)
          print(
            `${restored.erased} entries were left out: seekers had them erased after the backup was made.`,
          );
      });
    case 'erasures':
      return using(first, 'read', async (store) =>
        print(JSON.stringify(Object.fromEntries(await erasuresOf(store)), null, 2)),
      );
    case 'misunderstood':
      return using(first, 'read', async (store) => {
        const misses = await missesIn(store);
        for (const { times, lang, question, text, last } of misses)
          print(`${String(times).padStart(5)}  ${lang}  ${question}  ${last}  ${text}`);
        if (misses.length === 0) print('Nothing has been misunderstood.');
      });
    case 'retention':
      return using(first, 'write', async (store) => {
        print(`${'erased'.padStart(8)} ${'kept'.padStart(8)}  of`);
        for (const { collection, days, erased, kept } of await enforceRetention(store, Date.now()))
          print(
            `${String(erased).padStart(8)} ${String(kept).padStart(8)}  ${collection} (${days === undefined ? 'as long as it is needed' : `${days} days`})`,
          );
      });
    case 'register':
      for (const [name, row] of Object.entries(REGISTER)) {
        const { holds, why, of, days } = { days: undefined, ...row };
        print(
          `${styleText('bold', name)} (of ${of}; ${days === undefined ? 'no end' : `${days} days`}): ${holds}; ${why}`,
        );
      }
      return;
    default:
      throw new StoreProblem(USAGE);
  }
}

const print = (line: string) => void process.stdout.write(`${line}\n`);
const tell = (what: string, { entries, sha256 }: Count) =>
  print(`${what} ${entries} entries, SHA-256 ${sha256}`);

function progress(done: number, of: number): void {
  if (process.stderr.isTTY && (done % 100 === 0 || done === of))
    process.stderr.write(`\r${done} of ${of}${done === of ? '\n' : ''}`);
}

function needed(argument: string | undefined): string {
  if (argument === undefined) throw new StoreProblem(USAGE);
  return argument;
}

/** Opens a place; a folder that is only read may be in use. */
async function using(
  place: string | undefined,
  how: 'read' | 'write',
  work: (store: Store) => Promise<void>,
): Promise<void> {
  const { databaseUrl, dataDir } = readConfig(process.env);
  const where = place ?? databaseUrl ?? dataDir;
  const alarm = (error: Error) => void process.stderr.write(`${error.message}\n`);
  const store = /^postgres(ql)?:/.test(where)
    ? await postgresStore({ url: where, node: 'store-command', alarm })
    : fileStore({ folder: where, alarm, readOnly: how === 'read' });
  await work(store).finally(() => store.close());
}

async function readErasures(path: string): Promise<Erasures> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(path, 'utf8')) as Record<string, number>));
  } catch (error) {
    throw new StoreProblem(`${path} is not a list that "npm run store -- erasures" wrote.`, { cause: error });
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error instanceof GuideError ? error.message : (error.stack ?? error.message)}\n`);
  process.exitCode = 1;
});
