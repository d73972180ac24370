import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { Client } from 'pg';
import { sharedPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wholeGuide } from '../support/whole-guide.ts';

/** Every byte below a folder, with the names of the files. */
const bytesBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${path}\n${readFileSync(path, 'latin1')}` : path;
    })
    .join('\n');

/** Every row of every table, as text. */
async function rowsOf(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const parts = [];
  for (const { name } of tables)
    parts.push(JSON.stringify((await client.query(`SELECT * FROM ${name}`)).rows));
  await client.end();
  return parts.join('\n');
}

/** Words that nobody says by chance, one for each place where a seeker or a coach writes. */
const MARKS = {
  webMissed: 'qzwebmissed',
  webWork: 'qzwebwork',
  webToCoach: 'qzwebtocoach',
  webReach: '0401112223',
  coachSays: 'qzcoachsays',
  coachNotes: 'qzcoachnotes',
  coachCloses: 'qzcoachcloses',
  smsMissed: 'qzsmsmissed',
  smsPerson: 'qzsmsperson',
  smsReach: 'qzsmsreach',
  smsNumber: '401234987',
  teamsMissed: 'qzteamsmissed',
  teamsPerson: 'qzteamsperson',
  teamsUser: 'qzteamsuser',
};
/** What must be there before it is deleted, so that the search is known to find. Names of people are not even taken. */
const KEPT = Object.entries(MARKS).filter(([place]) => place !== 'smsNumber' && place !== 'teamsUser');

for (const [what, place] of [
  ['a folder', async (folder: string) => ({ env: { DATA_DIR: folder }, read: async () => '' })],
  [
    'PostgreSQL',
    async (folder: string) => {
      const databaseUrl = await (await sharedPostgres()).database();
      return { env: { DATA_DIR: folder, DATABASE_URL: databaseUrl }, read: () => rowsOf(databaseUrl) };
    },
  ],
] as const) {
  describe(`what a person wants gone, kept in ${what}`, function () {
    this.timeout(180_000);

    it('is gone: no byte of it is left, whichever channel it was said on', async () => {
      const folder = temporaryFolder('erasure');
      const temporary = temporaryFolder('temporary');
      const { env, read } = await place(folder);
      const guide = await wholeGuide({ ...env, TMPDIR: temporary });
      try {
        const everything = async () =>
          [bytesBelow(folder), bytesBelow(temporary), await read(), guide.output()].join('\n');
        const left = async () => {
          const all = await everything();
          return Object.values(MARKS).filter((mark) => all.includes(mark));
        };

        /** What is sent last has to leave before its address can go. */
        const gone = async () => {
          for (let tries = 0; tries < 100 && (await left()).length > 0; tries++) await wait(100);
          expect(await left()).to.deep.equal([]);
        };

        const coach = await guide.coach();
        const web = await guide.web();
        await web.say(`${MARKS.webMissed} hömpsis`);
        await web.say('1');
        await web.say(`olin kokkina ${MARKS.webWork} kaksi vuotta`);
        await web.say('haluan puhua ihmiselle');
        const path = `/cases/${web.id}`;
        expect((await coach.ask('POST', `${path}/take`, {})).status).to.equal(200);
        await web.say(`${MARKS.webToCoach} ja numeroni on ${MARKS.webReach}`);
        await coach.ask('POST', `${path}/messages`, { key: '1', text: `hei ${MARKS.coachSays}` });
        await coach.ask('POST', `${path}/notes`, { text: `muistio ${MARKS.coachNotes}` });
        await coach.ask('GET', `${path}/summary`);
        await coach.ask('POST', `${path}/close`, { outcome: 'answered', note: MARKS.coachCloses });
        for (let turn = 0; turn < 30; turn++) await web.say('1');

        const phone = guide.phone(`+358${MARKS.smsNumber}`);
        await phone.say('hei');
        await phone.say(`${MARKS.smsMissed} hömpsis`);
        await phone.say('2');
        await phone.say('siivooja');
        await phone.say('koodi');
        const code = await phone.heard(/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/);
        await coach.ask('POST', '/sign-out', {});
        await phone.say('ihminen');
        await phone.say(`soita ${MARKS.smsPerson}`);
        await phone.say(`iltaisin ${MARKS.smsReach}`);

        const teams = guide.teamsChat({ id: `29:${MARKS.teamsUser}`, name: 'Aino' });
        await teams.say('hei');
        await teams.say(`${MARKS.teamsMissed} hömpsis`);
        await teams.say('ihminen');
        await teams.say(`haluan ${MARKS.teamsPerson}`);
        await teams.say('1');

        // Text messages are answered after they are taken.
        const missing = async () => {
          const all = await everything();
          return KEPT.filter(([, mark]) => !all.includes(mark)).map(([where]) => where);
        };
        for (let tries = 0; tries < 200 && (await missing()).length > 0; tries++) await wait(100);
        expect(await missing(), 'never kept').to.deep.equal([]);

        // The guidance of the telephone goes on in another conversation of the web, and is deleted there.
        const other = await guide.web();
        await other.say(code);
        expect(await other.say('kyllä')).to.include('Jatketaan');
        for (const one of [web, other, teams]) {
          await one.say('poista tietoni');
          expect(await one.say('1')).to.include('on nyt poistettu');
        }
        await gone();

        // Who says stop is remembered, and is not known by it.
        await phone.say('lopeta');
        await gone();
        expect(await everything()).to.include('stopped');
      } finally {
        await guide.stop();
      }
    });
  });
}
