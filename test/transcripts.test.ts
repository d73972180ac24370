import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { readTranscript, replay } from './support/transcript.ts';

const FOLDER = new URL('./transcripts/', import.meta.url);

describe('conversations', () => {
  for (const name of readdirSync(FOLDER).sort()) {
    const transcript = readTranscript(new URL(name, FOLDER));
    it(transcript.title, async () => {
      expect(await replay(transcript)).to.equal(transcript.expected);
    });
  }
});
