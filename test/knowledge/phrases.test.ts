import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { readBase } from '../../knowledge/base.ts';
import { sort } from '../../knowledge/commands/sort.ts';
import { OURS } from '../../knowledge/open.ts';
import { problemsOfPhrases } from '../../knowledge/phrase-order.ts';
import { type BaseFolder, baseFolder } from '../support/base-folder.ts';

describe('the phrases', () => {
  let folder: BaseFolder;
  beforeEach(() => {
    folder = baseFolder();
  });
  afterEach(() => folder.remove());

  const add = (phrase: string) => {
    const file = new URL('phrases/en/money.json', folder.base);
    const intents = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
    intents['money-trouble']?.push(phrase);
    writeFileSync(file, JSON.stringify(intents));
  };
  const problems = () => problemsOfPhrases(readBase(folder.base).phrases).join('\n');

  it('of all languages are in order, and none says the same as another', () => {
    expect(problemsOfPhrases(readBase(OURS).phrases)).to.deep.equal([]);
  });

  it('that are out of order are named, and put in order by a command', async () => {
    add('a bill came that I did not expect');
    expect(problems()).to.match(/phrases\/en, entry "money-trouble": ".+" is not in order: run npm run/);
    await sort({ args: [], base: folder.base, today: '2026-11-23' });
    expect(problems()).to.equal('');
    expect((await sort({ args: [], base: folder.base, today: '2026-11-23' })).lines).to.deep.equal([
      'all phrases are in order',
    ]);
  });

  it('that differ by capitals, accents, punctuation or contractions only are near-duplicates', async () => {
    add('a bill came that I did not expect');
    add("A BILL came that I didn't expect!!");
    await sort({ args: [], base: folder.base, today: '2026-11-23' });
    expect(problems()).to.match(/says the same as ".+" \(money-trouble\): keep one/);
  });
});
