import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { faultsOf, fillManifest, packTeamsApp, readHere } from '../../deploy/teams/package.ts';
import { commandOf } from '../../dialogs/interruptions.ts';
import { LANGS } from '../../locales/index.ts';

const HERE = {
  appId: '11111111-2222-4333-8444-555555555555',
  publicUrl: 'https://guide.example',
  website: 'https://osaajaks.example',
  privacy: 'https://osaajaks.example/privacy',
  terms: 'https://osaajaks.example/terms',
};

describe('the Teams package', () => {
  it('holds a manifest with the ids of the installation, two icons and a file for each other language', () => {
    const files = unzipSync(packTeamsApp(HERE));
    expect(Object.keys(files).sort()).to.deep.equal([
      'color.png',
      ...['ar', 'en', 'so', 'sv'].map((lang) => `languages/${lang}.json`),
      'manifest.json',
      'outline.png',
    ]);
    const manifest: unknown = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    expect(manifest).to.deep.equal(fillManifest(HERE));
    expect(fillManifest(HERE)).to.deep.include({ id: HERE.appId, validDomains: ['guide.example'] });
    expect(fillManifest(HERE).bots[0]?.botId).to.equal(HERE.appId);
  });

  it('is of the newest version that Microsoft has a schema for', () => {
    const folder = join(
      dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')),
      'json-schemas/teams',
    );
    const versions = readdirSync(folder)
      .map((name) => /^v1\.(\d+)$/.exec(name)?.[1])
      .filter((minor) => minor !== undefined)
      .map(Number);
    expect(fillManifest(HERE).manifestVersion).to.equal(`1.${Math.max(...versions)}`);
  });

  it('is refused with every fault when something is wrong', () => {
    expect(() => packTeamsApp({ ...HERE, appId: 'no guid', privacy: 'nowhere' }))
      .to.throw(RangeError)
      .with.property('message')
      .that.includes('/id ')
      .and.includes('/developer/privacyUrl ')
      .and.includes('/bots/0/botId ');
    const long = faultsOf({ 'name.short': 'x'.repeat(31) }, '1.30', 'MicrosoftTeams.Localization');
    expect(long.join()).to.include('/name.short must NOT have more than 30 characters');
  });

  for (const lang of LANGS) {
    it(`offers commands that the guide understands, in ${lang}`, () => {
      const file = lang === 'fi' ? undefined : (readHere(`languages/${lang}.json`) as Record<string, string>);
      const lists = fillManifest(HERE).bots[0]?.commandLists ?? [];
      const personal = lists.filter(({ scopes }) => scopes.includes('personal'));
      const understood = personal.flatMap(({ commands }, list) =>
        commands.map(({ title }, at) =>
          commandOf(file?.[`bots[0].commandLists[${list}].commands[${at}].title`] ?? title, lang),
        ),
      );
      expect(understood).to.deep.equal(['help', 'profile', 'back', 'language', 'person', 'start-over']);
    });
  }

  it('has icons of the sizes that Teams asks for, the outline white on nothing', () => {
    const files = unzipSync(packTeamsApp(HERE));
    expect(sizeOf(files['color.png'])).to.deep.equal([192, 192]);
    expect(sizeOf(files['outline.png'])).to.deep.equal([32, 32]);
    const colours = new Set(
      pixelsOf(files['outline.png'], 32)
        .filter(([, , , alpha]) => alpha !== 0)
        .map(([red, green, blue]) => `${red},${green},${blue}`),
    );
    expect([...colours]).to.deep.equal(['255,255,255']);
  });
});

const sizeOf = (png = new Uint8Array()): number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

/** The pixels of an RGBA PNG with 8 bits a channel (PNG specification, filter types 0 to 4). */
function pixelsOf(png = new Uint8Array(), width: number): number[][] {
  const view = new DataView(png.buffer, png.byteOffset);
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * 4;
  const out = Buffer.alloc((raw.length / (line + 1)) * line);
  const at = (row: number, column: number) => (row < 0 || column < 0 ? 0 : (out[row * line + column] ?? 0));
  for (let row = 0; row * line < out.length; row++) {
    const filter = raw[row * (line + 1)];
    for (let column = 0; column < line; column++) {
      const left = column < 4 ? 0 : at(row, column - 4);
      const up = at(row - 1, column);
      const corner = column < 4 ? 0 : at(row - 1, column - 4);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      out[row * line + column] = (raw[row * (line + 1) + 1 + column] ?? 0) + guess;
    }
  }
  return Array.from({ length: out.length / 4 }, (_, pixel) => [...out.subarray(pixel * 4, pixel * 4 + 4)]);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  return [left, up, corner].reduce((best, one) =>
    Math.abs(guess - one) < Math.abs(guess - best) ? one : best,
  );
}
