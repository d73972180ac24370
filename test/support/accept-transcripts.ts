import { readdirSync, writeFileSync } from 'node:fs';
import { readAcross, replayAcross } from './across.ts';
import { readTranscript, replay } from './transcript.ts';

// `npm run transcripts:accept`: what the guide says now becomes what the transcripts expect; the diff is what to review.
const FOLDER = new URL('../transcripts/', import.meta.url);
for (const name of readdirSync(FOLDER)) {
  const file = new URL(name, FOLDER);
  const transcript = readTranscript(file);
  writeFileSync(file, `${transcript.head}\n\n${await replay(transcript)}\n`);
}

const ACROSS = new URL('../across/', import.meta.url);
for (const name of readdirSync(ACROSS)) {
  const file = new URL(name, ACROSS);
  const { title, expected } = readAcross(file);
  writeFileSync(file, `# ${title}\n\n${await replayAcross(expected)}\n`);
}
