import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { KnowledgeError } from '../../knowledge/base.ts';
import { importing } from '../../knowledge/commands/import.ts';
import { isPrivateAddress, networkFetch } from '../../knowledge/import/network.ts';
import { type BaseFolder, baseFolder } from '../support/base-folder.ts';

const QUICK = { silence: 150, whole: 1000, pause: 5, tries: 3 };
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/import/${name}`, import.meta.url), 'utf8');

/** The status and headers of an answer; where restify is loaded in the same process, its `writeHead` gives nothing back. */
function begin(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): ServerResponse {
  response.writeHead(status, headers);
  return response;
}

describe('an import from the network', () => {
  let folder: BaseFolder;
  let server: Server;
  let asked: URL[];
  let answer: (url: URL, response: ServerResponse) => void;
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  beforeEach((done) => {
    folder = baseFolder();
    asked = [];
    server = createServer((request: IncomingMessage, response) => {
      const url = new URL(request.url ?? '/', address());
      asked.push(url);
      answer(url, response);
    }).listen(0, '127.0.0.1', done);
  });
  afterEach((done) => {
    folder.remove();
    server.closeAllConnections();
    server.close(() => done());
  });

  const run = async (...args: string[]) =>
    (
      await importing({ args: [...args, '--allow-local'], base: folder.base, today: '2026-11-23' }, QUICK)
    ).lines.join('\n');
  const problemsOf = async (act: () => Promise<unknown>): Promise<string> => {
    try {
      await act();
    } catch (error) {
      if (error instanceof KnowledgeError) return error.problems.join('\n');
      throw error;
    }
    return '';
  };

  /** Serves hits two at a time, as Opintopolku pages them. */
  const searchPages = (url: URL, response: ServerResponse) => {
    // The fixture is of this form.
    const all = JSON.parse(fixture('opintopolku.json')) as { hits: unknown[]; total: number };
    const page = Number(url.searchParams.get('page'));
    response.end(JSON.stringify({ total: all.total, hits: all.hits.slice((page - 1) * 2, page * 2) }));
  };

  it('asks for page after page and keeps what the address asked', async () => {
    answer = searchPages;
    const said = await run('opintopolku', '--url', `${address()}search?sijainti=maakunta_13&size=2`);
    expect(said).to.include('3 new drafts');
    expect(asked.map(({ search }) => search)).to.deep.equal([
      '?sijainti=maakunta_13&size=2&page=1',
      '?sijainti=maakunta_13&size=2&page=2',
    ]);
  });

  it('reads the pages of the Finnish Service Catalogue', async () => {
    answer = (url, response) => {
      const page = Number(url.searchParams.get('page'));
      const text = fixture('ptv.json').replace('"pageCount": 1', '"pageCount": 2');
      response.end(page === 1 ? text : '{"pageNumber":2,"pageCount":2,"itemList":[]}');
    };
    expect(await run('ptv', '--url', `${address()}list`)).to.include('1 new drafts');
    expect(asked).to.have.length(2);
  });

  it('reads a folder of ESCO and a CSV', async () => {
    answer = (url, response) => {
      try {
        response.end(fixture(url.pathname.slice(1)));
      } catch {
        begin(response, 404).end();
      }
    };
    expect(await run('esco', '--url', `${address()}esco-1.1`, '--isco', '9112')).to.include(
      'toimitilojen puhdistaja',
    );
    expect(await run('csv', '--url', `${address()}trainings.csv`)).to.include('first-aid-evening');
    expect(await problemsOf(() => run('csv', '--url', `${address()}none.csv`))).to.include('is not there');
  });

  it('tries again after errors, silence and broken replies', async () => {
    answer = (url, response) => {
      if (asked.length === 1) begin(response, 503, { 'retry-after': '0' }).end();
      else if (asked.length === 2) begin(response, 200, { 'content-length': '100' }).write('{');
      else searchPages(url, response);
      if (asked.length === 2) setTimeout(() => response.destroy(), 20);
    };
    expect(await run('opintopolku', '--url', address())).to.include('3 new drafts');
    expect(asked.map(({ searchParams }) => searchParams.get('page'))).to.deep.equal(['1', '1', '1', '2']);
  });

  it('gives up in the end, and writes nothing', async () => {
    answer = () => undefined;
    const said = await problemsOf(() => run('opintopolku', '--url', address(), '--write'));
    expect(said).to.include('did not answer in time, 3 times');
    answer = (_url, response) => begin(response, 400).end();
    expect(await problemsOf(() => run('opintopolku', '--url', address()))).to.include(
      'answered 400: check the address',
    );
    expect(asked).to.have.length(4);
  });

  it('imports nothing where a later page is broken', async () => {
    answer = (url, response) => {
      if (url.searchParams.get('page') === '1') searchPages(url, response);
      else response.end('{"total": 4, "hits": [{]}');
    };
    expect(await problemsOf(() => run('opintopolku', '--url', address(), '--write'))).to.match(
      /page=2.*line 1, column \d+/,
    );
    expect(await run('opintopolku', '--url', `${address()}?x=1`).catch(() => 'broken')).to.equal('broken');
  });

  it('reaches no address of the own network, by number, name or redirect', async () => {
    answer = (_url, response) => begin(response, 302, { location: 'http://169.254.169.254/latest' }).end();
    const fetch = networkFetch({ patience: QUICK });
    for (const at of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://192.168.1.1/',
      'https://2130706433/',
      'https://[::ffff:10.0.0.1]/',
      'https://localhost/',
    ])
      expect(await problemsOf(() => fetch(new URL(at)))).to.include('own network');
    expect(await problemsOf(() => fetch(new URL('http://example.org/')))).to.include(
      'must be an https address',
    );
    expect(await problemsOf(() => fetch(new URL('https://a:b@example.org/')))).to.include(
      'leave name and password out',
    );
    expect(asked).to.have.length(0);
  });

  it('knows private addresses', () => {
    for (const one of [
      '10.1.2.3',
      '172.31.0.1',
      '100.64.0.1',
      '169.254.1.1',
      '0.0.0.0',
      'fe80::1',
      'fd00::1',
      '::',
      '::ffff:127.0.0.1',
      'not an address',
    ])
      expect(isPrivateAddress(one), one).to.equal(true);
    for (const one of ['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])
      expect(isPrivateAddress(one), one).to.equal(false);
  });
});
