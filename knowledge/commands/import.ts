import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Base, KnowledgeError } from '../base.ts';
import { readCsv } from '../import/csv.ts';
import { diffLines } from '../import/diff.ts';
import { readEsco } from '../import/esco.ts';
import type { Gathered } from '../import/gathered.ts';
import { type Fetch, networkFetch, PATIENCE, type Patience } from '../import/network.ts';
import { readOpintopolku } from '../import/opintopolku.ts';
import { filePages, networkPages } from '../import/pages.ts';
import { progressBar } from '../import/progress.ts';
import { readPtv } from '../import/ptv.ts';
import { settle } from '../import/settle.ts';
import { type Origin, openShelf } from '../import/shelf.ts';
import { bytesSource, fileIfAny, fileSource, type Source } from '../import/source.ts';
import { type Asked, type Outcome, usage } from './command.ts';

const USAGE = [
  'npm run knowledge -- import opintopolku FILE | --url ADDRESS',
  'npm run knowledge -- import ptv FILE | --url ADDRESS [--class P10]',
  'npm run knowledge -- import esco FOLDER | --url ADDRESS [--isco 5321]',
  'npm run knowledge -- import csv FILE | --url ADDRESS [--to services]',
  'options: --write (without it, only the difference is shown), --force-local (overwrites what was edited here), --allow-local (lets --url reach this machine)',
];
const ORIGINS = ['opintopolku', 'ptv', 'esco', 'csv'] as const satisfies readonly Origin[];

/** Where things are read from. */
interface From {
  readonly path: string | undefined;
  readonly url: URL | undefined;
  readonly fetch: Fetch;
  readonly classes: readonly string[];
  readonly isco: readonly string[];
  readonly list: 'services' | 'trainings';
}

/** `import KIND FILE`: what an institution's data would change here, and with `--write` the change itself. Nothing is written where anything is wrong. */
export async function importing(
  { args, base: folder }: Asked,
  patience: Patience = PATIENCE,
): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      write: { type: 'boolean', default: false },
      'force-local': { type: 'boolean', default: false },
      'allow-local': { type: 'boolean', default: false },
      class: { type: 'string', multiple: true, default: [] },
      isco: { type: 'string', multiple: true, default: [] },
      to: { type: 'string', default: 'trainings' },
    },
  });
  const [kind, path] = positionals;
  const origin = ORIGINS.find((one) => one === kind);
  const list = (['services', 'trainings'] as const).find((one) => one === values.to);
  if (!origin || !list || (path === undefined) === (values.url === undefined) || positionals.length > 2)
    return usage(...USAGE);
  if (values.url !== undefined && !URL.canParse(values.url))
    return usage(`--url: "${values.url}" is no address`);

  const shelf = openShelf(folder, origin);
  const gathered = await gather(origin, shelf.base, {
    path,
    list,
    url: values.url === undefined ? undefined : new URL(values.url),
    fetch: networkFetch({ allowLocal: values['allow-local'], patience }),
    classes: values.class,
    isco: values.isco,
  });
  const force = values['force-local'];
  const settlement = settle(shelf, gathered.incoming, { force, complete: gathered.complete });
  shelf.check(settlement.lists);
  if (values.write) shelf.write(settlement.lists, settlement.drafts);
  const written = [
    ...[...settlement.lists.keys()].map((name) => `base/${name}.json`),
    `drafts/${origin}.json`,
  ].join(', ');
  return {
    lines: [
      ...diffLines(settlement, force),
      ...gathered.notes,
      values.write
        ? `written: ${written}; now run: npm run knowledge -- validate`
        : 'nothing was written; --write does it',
    ],
  };
}

async function gather(origin: Origin, base: Base, from: From): Promise<Gathered> {
  const watch = (source: Source) => progressBar(source.name, process.stderr);
  switch (origin) {
    case 'opintopolku':
      return readOpintopolku(pagesOf(from, { size: '50' }), base, watch);
    case 'ptv':
      return readPtv(pagesOf(from), base, from.classes, watch);
    case 'esco':
      return readEsco(escoFiles(from), base, from.isco, watch);
    case 'csv': {
      const source = await onePage(from);
      return readCsv(source, from.list, base, watch(source));
    }
  }
}

const pagesOf = ({ url, path = '', fetch }: From, more: Readonly<Record<string, string>> = {}) =>
  url ? networkPages(url, fetch, more) : filePages(path);

async function onePage({ url, path = '', fetch }: From): Promise<Source> {
  if (!url) return fileSource(path);
  const bytes = await fetch(url);
  if (!bytes) throw new KnowledgeError([`${url.href}: is not there: check the address`]);
  return bytesSource(url.href, bytes);
}

function escoFiles({ url, path = '', fetch }: From): (name: string) => Promise<Source | undefined> {
  return async (name) => {
    if (!url) return fileIfAny(join(path, name));
    const at = new URL(name, url.pathname.endsWith('/') ? url : `${url.href}/`);
    const bytes = await fetch(at);
    return bytes && bytesSource(at.href, bytes);
  };
}
