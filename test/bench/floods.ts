import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Flooder, flood } from '../attacks/floods.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { quantile } from './talk.ts';

// `npm run bench:floods`: what others notice while one address, one conversation or one telephone sends as fast as it can.
const SECONDS = Number(process.env.SECONDS ?? 60);

const rows: string[] = [];
for (const by of ['address', 'conversation', 'number'] as const satisfies readonly Flooder[]) {
  const { sent, refused, calm, during, hurt } = await flood(by, {
    folder: temporaryFolder('flood'),
    seconds: SECONDS,
  });
  const told = (times: readonly number[]) =>
    [0.5, 0.99].map((share) => quantile(times, share).toFixed(1)).join(' / ');
  rows.push(
    `| ${by} | ${sent} | ${refused} | ${during.length} | ${hurt} | ${told(calm)} | ${told(during)} |`,
  );
  process.stdout.write(`${rows.at(-1)}\n`);
}

writeFileSync(
  new URL('../../docs/floods.md', import.meta.url),
  `# Floods

Written by \`npm run bench:floods\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, ${SECONDS} s of calm and ${SECONDS} s of flood each.

The running guide (\`npm start\`, folder store) takes 300 requests a minute from one address, 60 messages a minute in one conversation and answers 60 text messages
an hour of one number. One sender sends as fast as it can, twenty at a time, while twenty seekers at other addresses write every two seconds. Client and server
share the machine. Refused: 429 with \`Retry-After\`; of a number: taken and not answered.

| flood by one | sent | refused | messages of others | of these refused | their p50 / p99 ms in calm | in the flood |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
);
