import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { importing } from '../../knowledge/commands/import.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MEGABYTES = 50;
/** What the whole process may hold at most, in megabytes. */
const LIMIT = 300;
const folder = temporaryFolder('import');
const BASE = new URL('../../knowledge/base/', import.meta.url);
const WORDS = '<p>Opit työssä tarvittavia taitoja ja saat ohjausta.</p> '.repeat(20);
const PLAIN = WORDS.replaceAll(/<.?p>/g, '');
const HEADER = 'conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description';

const hit = (at: number) => ({
  oid: `1.2.246.562.13.${at}`,
  nimi: { fi: `Koulutus ${at}`, sv: `Utbildning ${at}` },
  koulutustyyppi: 'amm',
  kuvaus: { fi: WORDS, sv: WORDS },
  tutkintonimikkeet: [{ koodiUri: 'tutkintonimikkeet_10026#2', nimi: { fi: 'Lähihoitaja' } }],
  // One in twenty is of the region, about its share of the country.
  toteutukset: [
    {
      toteutusOid: `1.2.246.562.17.${at}`,
      oppilaitosOid: `1.2.246.562.10.${at}`,
      oppilaitosNimi: { fi: 'Gradia' },
      kunnat: [{ koodiUri: at % 20 === 0 ? 'kunta_179#2' : 'kunta_091#2', nimi: { fi: 'Kunta' } }],
    },
  ],
});
const service = (at: number) => ({
  id: `service-${at}`,
  serviceNames: [{ language: 'fi', value: `Palvelu ${at}`, type: 'Name' }],
  serviceDescriptions: [{ language: 'fi', value: WORDS, type: 'Description' }],
  areas: [{ type: 'Municipality', municipalities: [{ code: at % 20 === 0 ? '179' : '091' }] }],
  languages: ['fi'],
  publishingStatus: 'Published',
});
const row = (at: number) =>
  `Occupation,http://data.europa.eu/esco/occupation/${at},9112,siivooja ${at},"puhdistaja\nsiistijä",released,"${WORDS}"\n`;
const training = (at: number) => `course-${at},course,kurssi ${at},"${PLAIN}",gradia\n`;

interface Case {
  readonly file: string;
  readonly head: string;
  readonly one: (at: number) => string;
  readonly tail: string;
}
const listed = (one: (at: number) => unknown) => (at: number) =>
  `${at === 0 ? '' : ','}${JSON.stringify(one(at))}\n`;
/** A file of each form; the CSV and its rows are kept whole. */
const CASES: ReadonlyMap<string, Case> = new Map([
  ['opintopolku', { file: 'hits.json', head: '{"hits":[', one: listed(hit), tail: '],"total":1}' }],
  ['ptv', { file: 'services.json', head: '{"pageCount":1,"itemList":[', one: listed(service), tail: ']}' }],
  ['esco', { file: 'occupations_fi.csv', head: `${HEADER}\n`, one: row, tail: '' }],
  ['csv', { file: 'trainings.csv', head: 'id,kind,name.fi,what.fi,provider\n', one: training, tail: '' }],
]);

/** Measures one import, without writing, in a process of its own, because memory once taken is seldom given back. */
const [name = ''] = process.argv.slice(2);
const found = CASES.get(name);
if (!found) {
  console.error(`say which: node test/bench/import.ts ${[...CASES.keys()].join(' | ')}`);
  process.exitCode = 2;
} else {
  const { file, head, one, tail } = found;
  const path = join(folder, file);
  const out = createWriteStream(path);
  out.write(head);
  for (let at = 0, length = 0; length < MEGABYTES * 1e6; at += 1) {
    const text = one(at);
    length += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end(tail);
  await once(out, 'close');
  setFlagsFromString('--optimize-for-size');
  const start = performance.now();
  const { lines } = await importing({
    args: [name, name === 'esco' ? folder : path],
    base: BASE,
    today: '2026-11-23',
  });
  const seconds = (performance.now() - start) / 1000;
  // maxRSS is in kilobytes: the most the process ever held.
  const most = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${name}: ${(statSync(path).size / 1e6).toFixed(0)} MB, ${lines.find((line) => line.includes('new drafts'))}, ${seconds.toFixed(1)} s, at most ${most.toFixed(0)} MB of memory (limit ${LIMIT})`,
  );
  if (most > LIMIT) process.exitCode = 1;
}
