import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { DESK_LANGS } from '../../../bot/desk/page.ts';

const DESK = new URL('../../../web/desk/', import.meta.url);
const textsIn = (lang: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(`texts/${lang}.json`, DESK), 'utf8'));
const placeholders = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

const scripts = readdirSync(DESK, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(new URL(name, DESK), 'utf8'))
  .join('\n');

describe('the texts of the desk', () => {
  const finnish = textsIn('fi');
  const known = new Set(Object.keys(finnish).map((key) => key.replace(/_(one|other)$/, '')));

  for (const lang of DESK_LANGS) {
    const texts = textsIn(lang);
    it(`are all there in ${lang}, with the same things put in`, () => {
      expect(Object.keys(texts)).to.deep.equal(Object.keys(finnish));
      for (const [key, text] of Object.entries(texts)) {
        expect(text.trim(), key).to.equal(text).and.not.equal('');
        expect(placeholders(text), key).to.deep.equal(placeholders(finnish[key]));
      }
    });

    it(`have the plural forms of ${lang}`, () => {
      const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const [key, text] of Object.entries(texts))
        if (placeholders(text).includes('count') && !key.startsWith('message.'))
          expect(key, key).to.match(new RegExp(`_(${forms.join('|')})$`));
    });
  }

  it('name every text that the scripts ask for', () => {
    const asked = [...scripts.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key);
    expect(asked.length).to.be.above(100);
    expect(asked.filter((key) => !known.has(key))).to.deep.equal([]);
  });

  it('are all asked for', () => {
    const quoted = new Set([...scripts.matchAll(/'([\w.-]+)'/g)].map(([, key]) => key));
    const stems = [...scripts.matchAll(/`([\w-]*\.)\$\{/g)].map(([, stem = '']) => stem);
    const built = [/^(return|give-back)\.(title|what)$/, /^list\.\w+\.none$/, /\.by$/];
    const idle = [...known].filter(
      (key) =>
        !quoted.has(key) &&
        !stems.some((stem) => key.startsWith(stem)) &&
        !built.some((pattern) => pattern.test(key)),
    );
    expect(idle).to.deep.equal([]);
  });
});
