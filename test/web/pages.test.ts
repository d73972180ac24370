import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { preferred } from '../../bot/pages/pages.ts';
import { LANGS, TONGUES } from '../../locales/index.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { type TestServer, testServer } from '../support/server.ts';

/** A plain request, so that nothing is decompressed on the way. */
const ask = (
  url: string,
  headers: Record<string, string> = {},
  path = new URL(url).pathname + new URL(url).search,
) =>
  new Promise<{ status?: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    get(url, { headers, path }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({
        ...(response.statusCode !== undefined && { status: response.statusCode }),
        headers: response.headers,
        body: Buffer.concat(chunks),
      });
    }).on('error', reject);
  });

describe('the pages', () => {
  let server: TestServer;
  before(async () => {
    server = await testServer({ guide: echoGuide() });
  });
  after(() => server.stop());

  const assetsOf = (html: string) => /\/assets\/[\w-]+/.exec(html)?.[0] ?? '';

  it('are in the visitor’s language before any script runs', async () => {
    for (const lang of LANGS) {
      const { body, headers } = await ask(`${server.url}/?lang=${lang}`, { 'accept-language': 'de' });
      expect(body.toString()).to.contain(`<html lang="${lang}" dir="${TONGUES[lang].dir}"`);
      expect(body.toString()).not.to.contain('{{');
      expect(headers['content-language']).to.equal(lang);
    }
    const { body } = await ask(server.url, { 'accept-language': 'de, so;q=0.9, en;q=0.5' });
    expect(body.toString()).to.contain('<html lang="so"');
  });

  it('take the first language they speak, and Finnish where there is none', () => {
    expect(preferred('sv-FI,sv;q=0.9,en;q=0.8')).to.equal('sv');
    expect(preferred('en;q=0.2, ar-IQ;q=0.7')).to.equal('ar');
    expect(preferred('de, fr;q=0.5')).to.equal('fi');
    expect(preferred('en;q=0, *')).to.equal('fi');
    expect(preferred()).to.equal('fi');
  });

  it('allow only scripts with the nonce of this answer', async () => {
    const [first, second] = [await ask(server.url), await ask(server.url)];
    const nonce = /nonce="([^"]+)"/.exec(first.body.toString())?.[1] ?? '';
    expect(nonce).to.have.length(24);
    expect(first.headers['content-security-policy']).to.contain(`script-src 'self' 'nonce-${nonce}';`);
    expect(second.headers['content-security-policy']).not.to.contain(nonce);
    expect(first.headers['content-security-policy']).not.to.contain('unsafe');
    expect(first.headers['cache-control']).to.equal('no-store');
  });

  it('survive a Host header or address that cannot be read', async () => {
    for (const [path, host] of [
      ['/', "x; script-src 'unsafe-inline'"],
      ['/', 'a:99999'],
      ['//', 'a'],
    ] as const) {
      const { status } = await ask(server.url, { host }, path);
      expect(status, `${path} of ${host}`).to.equal(400);
      const upgrade = { host, connection: 'Upgrade', upgrade: 'websocket' };
      expect(await ask(server.url, upgrade, path).catch(({ code }) => code)).to.equal('ECONNRESET');
    }
    expect((await ask(server.url)).status).to.equal(200);
  });

  it('send their files compressed, to be kept for ever under this address only', async () => {
    const html = (await ask(server.url)).body.toString();
    const url = `${server.url}${assetsOf(html)}/chat.js`;
    const packed = await ask(url, { 'accept-encoding': 'gzip, br' });
    const plain = await ask(url, { 'accept-encoding': 'br;q=0' });
    expect(packed.headers['content-encoding']).to.equal('br');
    expect(packed.headers['cache-control']).to.contain('immutable');
    expect(plain.headers['content-encoding']).to.equal(undefined);
    expect(brotliDecompressSync(packed.body).equals(plain.body)).to.equal(true);
    const old = await ask(`${server.url}/assets/older/texts/so.json`);
    expect(old.status).to.equal(200);
    expect(old.headers['cache-control']).to.equal('no-store');
  });

  it('give no other files away', async () => {
    for (const name of ['tsconfig.json', '../../package.json', '..%2f..%2fpackage.json', 'index.html', ''])
      expect((await ask(`${server.url}/assets/x/${name}`)).status, name).to.equal(404);
  });

  it('have every text in every language', async () => {
    const keys = async (lang: string) =>
      Object.keys(JSON.parse((await ask(`${server.url}/assets/x/texts/${lang}.json`)).body.toString()).page);
    for (const lang of LANGS) expect(await keys(lang), lang).to.deep.equal(await keys('fi'));
  });
});
