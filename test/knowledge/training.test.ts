import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { readBase } from '../../knowledge/base.ts';
import { MODELS } from '../../knowledge/open.ts';
import { conceptFinder } from '../../knowledge/understanding/concepts.ts';
import { openUnderstanding } from '../../knowledge/understanding/index.ts';
import { packModel } from '../../knowledge/understanding/model-file.ts';
import { trainIntents } from '../../knowledge/understanding/train-intents.ts';
import { LANGS } from '../../locales/index.ts';
import { type BaseFolder, baseFolder } from '../support/base-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The real knowledge base with fewer phrases, so that training takes seconds. */
function smallBase(): BaseFolder {
  const folder = baseFolder();
  for (const lang of LANGS) {
    const phrases = new URL(`phrases/${lang}/`, folder.base);
    for (const name of readdirSync(phrases)) {
      const file = new URL(name, phrases);
      const intents = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
      const few = Object.entries(intents).map(([intent, list]) => [
        intent,
        list.filter((_, at) => at % 20 === 0),
      ]);
      writeFileSync(file, JSON.stringify(Object.fromEntries(few)));
    }
  }
  return folder;
}

describe('training', () => {
  let folder: BaseFolder;
  let cache: string;
  beforeEach(() => {
    folder = smallBase();
    cache = temporaryFolder('models');
  });
  afterEach(() => {
    folder.remove();
    rmSync(cache, { recursive: true });
  });

  it('gives the same model from the same phrases, to the byte', () => {
    const base = readBase(folder.base);
    const packed = () => {
      const { wishes, settings } = trainIntents(base.phrases, conceptFinder(base));
      return packModel(wishes, settings);
    };
    expect(packed()).to.deep.equal(packed());
  }).timeout(180_000);

  it('takes up an editor’s new phrase by itself, and keeps nobody waiting meanwhile', async () => {
    const phrase = 'flurbish my wobbly gronkle';
    const file = new URL('phrases/en/money.json', folder.base);
    const intents = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
    for (const more of ['', ' please', ' now', ' today', ' quickly', ' soon'])
      intents['study-funding']?.push(`${phrase}${more}`);
    writeFileSync(file, JSON.stringify(intents));

    const { understand, ready } = await openUnderstanding(readBase(folder.base), {
      modelFolder: MODELS,
      cacheFolder: cache,
    });
    let trained = false;
    const training = ready().then(() => {
      trained = true;
    });
    // The last models serve while the new ones are trained in another thread.
    expect(understand('I need a job', 'en').intent).to.equal('find-work');
    expect(understand(phrase, 'en').intent).to.not.equal('study-funding');
    expect(trained).to.equal(false);
    await training;
    expect(understand(`${phrase} again`, 'en').intent).to.equal('study-funding');
    expect(readdirSync(cache)).to.have.length(1);
  }).timeout(180_000);
});
