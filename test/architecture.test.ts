import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom. Packages are listed by name, our own folders by folder. */
const ALLOWED: Record<string, readonly string[]> = {
  locales: ['locales', 'i18next'],
  knowledge: [
    'knowledge',
    'locales',
    'zod',
    'natural',
    'snowball-stemmers',
    'franc',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:url',
    'node:readline',
    'node:stream',
    'node:stream/promises',
    'node:zlib',
    'node:crypto',
    'node:worker_threads',
    'node:zlib',
    'node:readline',
    'node:util',
    'node:v8',
    'node:module',
    'node:stream/consumers',
  ],
  'knowledge/import': [
    'knowledge',
    'zod',
    'csv-parse',
    'html-to-text',
    'stream-json',
    'node:dns',
    'node:fs',
    'node:http',
    'node:https',
    'node:net',
    'node:os',
    'node:path',
    'node:stream',
    'node:stream/promises',
    'node:timers/promises',
    'node:url',
  ],
  dialogs: ['dialogs', 'knowledge', 'locales'],
  'bot/channels': ['bot/activity.ts', 'bot/channels', 'locales', 'sms-segments-calculator', 'node:crypto'],
  deploy: [
    'deploy',
    'bot/config.ts',
    'bot/errors.ts',
    'ajv-draft-04',
    'ajv-formats',
    'fflate',
    'node:fs',
    'node:module',
    'node:util',
  ],
  'bot/storage': [
    'bot/storage',
    'bot/errors.ts',
    'bot/one-at-a-time.ts',
    'bot/recent.ts',
    'lowdb',
    'node-pg-migrate',
    'pg',
    'node:url',
    'node:readline',
    'node:stream',
    'node:stream/promises',
    'node:zlib',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:crypto',
  ],
};

describe('the architecture', () => {
  for (const [folder, allowed] of Object.entries(ALLOWED)) {
    it(`${folder}/ imports only ${allowed.join(', ')}`, () => {
      const inner = Object.keys(ALLOWED).filter((other) => other.startsWith(`${folder}/`));
      const own = filesIn(folder).filter((file) => !inner.some((other) => file.startsWith(`${other}/`)));
      const strangers = own.flatMap((file) =>
        importsOf(file)
          .filter((target) => !allowed.some((one) => target === one || target.startsWith(`${one}/`)))
          .map((target) => `${file} → ${target}`),
      );
      expect(strangers).to.deep.equal([]);
    });
  }

  it('dialogs/ neither wait nor look at the clock', () => {
    const guilty = filesIn('dialogs').filter((file) =>
      /\bawait\b|\basync\b|Date\.now|new Date|Math\.random/.test(read(file)),
    );
    expect(guilty).to.deep.equal([]);
  });

  it('Bot Framework is known in bot/framework/ only, types included', () => {
    const knowing = ['bot', 'dialogs', 'knowledge', 'locales']
      .flatMap(filesIn)
      .filter((file) =>
        importsOf(file).some((target) => /^bot(?:builder|framework)(?!-webchat)/.test(target)),
      );
    expect(knowing.sort()).to.deep.equal([
      'bot/framework/cloud.ts',
      'bot/framework/dialog-stack.ts',
      'bot/framework/in-process-adapter.ts',
      'bot/framework/stacked-dialog.ts',
    ]);
  });

  it('tests make temporary folders in one place, which removes them', () => {
    const making = filesIn('test').filter((file) => /\bmkdtemp(?:Sync)?\(/.test(read(file)));
    expect(making).to.deep.equal(['test/support/temporary-folder.ts']);
  });

  it('the engines of knowledge/ neither look at the clock nor throw dice', () => {
    const guilty = [...filesIn('knowledge/pathways'), ...filesIn('knowledge/understanding')].filter((file) =>
      /Date\.now|new Date\(\)|Math\.random/.test(read(file)),
    );
    expect(guilty).to.deep.equal([]);
  });
});

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
  const imports = [...read(file).matchAll(/(?:from|import) '([^']+)'|import\('([^']+)'\)/g)];
  return imports
    .map(([, from, dynamic]) => from ?? dynamic ?? '')
    .map((target) => (target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), target)) : target));
}
