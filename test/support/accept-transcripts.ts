import { readdirSync, writeFileSync } from 'node:fs';
import { readTranscript, replay } from './transcript.ts';

// `npm run transcripts:accept`: what the guide says now becomes what the transcripts expect; the diff is what to review.
const FOLDER = new URL('../transcripts/', import.meta.url);
for (const name of readdirSync(FOLDER)) {
  const file = new URL(name, FOLDER);
  const transcript = readTranscript(file);
  writeFileSync(file, `${transcript.head}\n\n${await replay(transcript)}\n`);
}
