import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { readAcross, replayAcross } from './support/across.ts';

const FOLDER = new URL('./across/', import.meta.url);

describe('guidance across channels', () => {
  for (const name of readdirSync(FOLDER).sort()) {
    const { title, expected } = readAcross(new URL(name, FOLDER));
    it(title, async () => {
      expect(await replayAcross(expected)).to.equal(expected);
    });
  }
});
