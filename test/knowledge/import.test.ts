import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { KnowledgeError, readBase } from '../../knowledge/base.ts';
import { importing } from '../../knowledge/commands/import.ts';
import { type BaseFolder, baseFolder } from '../support/base-folder.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));

describe('an import', () => {
  let folder: BaseFolder;
  beforeEach(() => {
    folder = baseFolder();
  });
  afterEach(() => folder.remove());

  const run = async (...args: string[]) => {
    const { lines, exitCode = 0 } = await importing({ args, base: folder.base, today: '2026-11-23' });
    return { said: lines.join('\n'), exitCode };
  };
  const problemsOf = async (...args: string[]): Promise<string> => {
    try {
      await run(...args);
    } catch (error) {
      if (error instanceof KnowledgeError) return error.problems.join('\n');
      throw error;
    }
    return '';
  };
  const text = (file: string) => readFileSync(new URL(file, folder.base), 'utf8');
  const drafts = (origin: string) => readFileSync(new URL(`${origin}.json`, folder.drafts), 'utf8');
  const changed = (name: string, from: string, to: string) => {
    const file = fileURLToPath(new URL(`../${name}`, folder.base));
    writeFileSync(file, readFileSync(fixture(name), 'utf8').replaceAll(from, to));
    return file;
  };

  it('says how it is called where it was called wrongly', async () => {
    expect((await run('opintopolku')).exitCode).to.equal(2);
    expect((await run('nothing', 'file')).said).to.include('import opintopolku FILE');
    expect(await problemsOf('ptv', '/nowhere.json')).to.include('/nowhere.json: there is no such file');
  });

  describe('from Opintopolku', () => {
    it('shows drafts of the region with what is left to write, and writes nothing', async () => {
      const before = text('trainings.json');
      const { said } = await run('opintopolku', fixture('opintopolku.json'));
      expect(said).to.include('+ trainings.json "vocational-qualification-in-business-poke" (draft)');
      expect(said).to.include('provider: "poke"');
      expect(said).to.include('places: ["jyvaskyla","laukaa"]');
      expect(said).to.include('gives.occupations: ["practical-nurse"]');
      expect(said).to.include('to be written: name.ar, name.so, what.en');
      expect(said).to.include('3 new drafts');
      expect(said).to.include('1 of other regions were left out');
      expect(said).to.include('nothing was written');
      expect(text('trainings.json')).to.equal(before);
      expect(existsSync(folder.drafts)).to.equal(false);
    });

    it('cleans HTML and drops contact persons', async () => {
      const { said } = await run('opintopolku', fixture('opintopolku.json'), '--write');
      expect(said).to.include('what.fi: "Opit asiakaspalvelua ja myyntiä. Valmistut merkonomiksi."');
      const written = drafts('opintopolku');
      for (const personal of ['Mallinen', '@', '040', 'puh', '<p>', 'yhteyshenkil'])
        expect(written).not.to.include(personal);
    });

    it('knows the entry of the base that is the same, and overwrites it only when told', async () => {
      const before = text('trainings.json');
      const { said } = await run('opintopolku', fixture('opintopolku.json'), '--write');
      expect(said).to.include('~ trainings.json "business-qualification-gradia"');
      expect(said).to.include('= what.fi: ');
      expect(text('trainings.json')).to.equal(before);

      await run('opintopolku', fixture('opintopolku.json'), '--write', '--force-local');
      const [entry] = [...readBase(folder.base).offers.values()].filter(
        ({ id }) => id === 'business-qualification-gradia',
      );
      expect(entry?.what.fi).to.equal('Opit asiakaspalvelua ja myyntiä. Valmistut merkonomiksi.');
      expect(entry?.name.so).to.be.a('string');
    });

    it('brings news into what nobody has edited, keeps what somebody has, and has it checked again', async () => {
      await run('opintopolku', fixture('opintopolku.json'), '--write', '--force-local');
      folder.change('trainings.json', 'business-qualification-gradia', { checkedOn: '2026-11-01' });
      const file = changed(
        'opintopolku.json',
        'Valmistut <strong>merkonomiksi',
        'Sinusta tulee <strong>merkonomi',
      );
      await run('opintopolku', file, '--write');
      const news = readBase(folder.base).offers.get('business-qualification-gradia');
      expect(news?.what.fi).to.include('Sinusta tulee merkonomi.');
      expect(news?.checkedOn).to.equal(null);

      const edited = { ...news?.what, fi: 'Opit yrityksen työtä.' };
      folder.change('trainings.json', 'business-qualification-gradia', { what: edited });
      expect((await run('opintopolku', file, '--write')).said).not.to.include('what.fi');
      const { said } = await run('opintopolku', fixture('opintopolku.json'), '--write');
      expect(said).to.include('= what.fi: "Opit yrityksen työtä." stays');
      expect(readBase(folder.base).offers.get('business-qualification-gradia')?.what.fi).to.equal(edited.fi);
    });

    it('changes nothing the second time, and tells what did not come any more', async () => {
      await run('opintopolku', fixture('opintopolku.json'), '--write');
      const [before, base] = [drafts('opintopolku'), text('trainings.json')];
      const { said } = await run('opintopolku', fixture('opintopolku.json'), '--write');
      expect(said).to.include('0 new drafts, 3 drafts from before');
      expect(drafts('opintopolku')).to.equal(before);
      expect(text('trainings.json')).to.equal(base);

      const file = changed('opintopolku.json', 'kunta_500', 'kunta_091');
      expect((await run('opintopolku', file)).said).to.include(
        '- trainings.json "gymnasiestudier" (draft): did not come',
      );
    });

    it('moves a draft into the base once a person has written what it lacks', async () => {
      await run('opintopolku', fixture('opintopolku.json'), '--write');
      // The file was written by the import above.
      const written = JSON.parse(drafts('opintopolku')) as { id: string; entry?: object }[];
      const all = (words: string) => ({ fi: words, sv: words, en: words, ar: 'نص', so: words });
      const finished = written.map((draft) =>
        draft.id === 'gymnasiestudier'
          ? {
              ...draft,
              entry: {
                ...draft.entry,
                kind: 'course',
                name: all('lukio'),
                what: all('Opit.'),
                provider: 'gradia',
                languages: ['sv'],
                cost: 'free',
                income: 'none',
                times: ['day'],
              },
            }
          : draft,
      );
      writeFileSync(new URL('opintopolku.json', folder.drafts), JSON.stringify(finished));
      const { said } = await run('opintopolku', fixture('opintopolku.json'), '--write');
      expect(said).to.include('+ trainings.json "gymnasiestudier"');
      expect(said).to.include('1 new in the base');
      expect(readBase(folder.base).offers.get('gymnasiestudier')?.name.fi).to.equal('lukio');
      expect(drafts('opintopolku')).to.include('gymnasiestudier');
      expect((await run('opintopolku', fixture('opintopolku.json'))).said).to.include('0 new in the base');
    });

    it('says where a file is broken, and imports nothing of it', async () => {
      const broken = changed('opintopolku.json', '"total": 4,', '"total": 4');
      expect(await problemsOf('opintopolku', broken, '--write')).to.match(
        /opintopolku\.json, line 3, column \d+ \(offset \d+\): is not JSON/,
      );
      const strange = changed('opintopolku.json', '"koulutustyyppi": "lk"', '"koulutustyyppi": 7');
      expect(await problemsOf('opintopolku', strange, '--write')).to.include('hits[2], field koulutustyyppi');
      expect(existsSync(folder.drafts)).to.equal(false);
      expect(await problemsOf('opintopolku', fixture('ptv.json'))).to.include('has no list "hits"');
    });

    it('says that a file is one page of several', async () => {
      const file = changed('opintopolku.json', '"total": 4,', '"total": 90,');
      expect((await run('opintopolku', file)).said).to.include('4 of 90 were read');
    });
  });

  describe('from the Finnish Service Catalogue', () => {
    it('makes drafts of the services for people of the region', async () => {
      const { said } = await run('ptv', fixture('ptv.json'), '--write');
      expect(said).to.include('+ services.json "uraneuvonta-ohjaamo" (draft)');
      expect(said).to.include('name.so: "La-talin shaqo"');
      expect(said).to.include('languages: ["fi","sv","so"]');
      expect(said).to.include('cost: "free"');
      expect(said).to.include('1 for businesses and authorities were left out');
      expect(said).to.include('1 not published were left out');
      expect(drafts('ptv')).not.to.match(/Mallinen|@|401234567|contactDetails/);
    });

    it('narrows to service classes', async () => {
      expect((await run('ptv', fixture('ptv.json'), '--class', 'P10')).said).to.include('1 new drafts');
      expect((await run('ptv', fixture('ptv.json'), '--class', 'P1')).said).to.include('0 new drafts');
    });
  });

  describe('from ESCO', () => {
    for (const [version, word] of [
      ['1.1', 'hoitaja, kotihoito'],
      ['1.2', 'apuhoitaja'],
    ] as const) {
      it(`joins other names to the words of what the base has, version ${version}`, async () => {
        const before = readBase(folder.base).occupations.get('practical-nurse');
        await run('esco', fixture(`esco-${version}`), '--write');
        const after = readBase(folder.base).occupations.get('practical-nurse');
        expect(after?.words.fi).to.include.members([...(before?.words.fi ?? []), word]);
        expect(after?.name).to.deep.equal(before?.name);
        expect(after?.words.fi.filter((one) => one === 'lähäri')).to.have.length(1);
      });

      it(`drafts the occupations of an ISCO group with their skills, version ${version}`, async () => {
        const { said } = await run('esco', fixture(`esco-${version}`), '--isco', '9112');
        expect(said).to.match(/\+ occupations\.json "[a-z-]+" \(draft\)/);
        expect(said).to.include('name.fi: "toimitilojen puhdistaja"');
        expect(said).to.include('isco: "9112"');
        expect(said).to.include('+ competences.json "imuroida" (draft)');
        expect(said).not.to.include('vanha nimike');
      });
    }

    it('does not bring back a word that was taken away here', async () => {
      await run('esco', fixture('esco-1.1'), '--write');
      const nurse = readBase(folder.base).occupations.get('practical-nurse');
      const words = { ...nurse?.words, fi: nurse?.words.fi.filter((word) => word !== 'hoitaja, kotihoito') };
      folder.change('occupations.json', 'practical-nurse', { words });
      await run('esco', fixture('esco-1.1'), '--write');
      expect(readBase(folder.base).occupations.get('practical-nurse')?.words.fi).not.to.include(
        'hoitaja, kotihoito',
      );
    });

    it('says so where the folder has no file of ESCO', async () => {
      mkdirSync(new URL('../empty/', folder.base));
      const problems = await problemsOf('esco', fileURLToPath(new URL('../empty/', folder.base)));
      expect(problems).to.include('name the folder into which the download of ESCO was unpacked');
    });

    it('says which column a file lacks', async () => {
      mkdirSync(new URL('../esco/', folder.base));
      writeFileSync(new URL('../esco/occupations_fi.csv', folder.base), 'uri,label\na,b\n');
      expect(await problemsOf('esco', fileURLToPath(new URL('../esco/', folder.base)))).to.include(
        'occupations_fi.csv, line 1: has no column "conceptUri"',
      );
    });
  });

  describe('from a CSV', () => {
    it('puts whole entries into the base and the others among the drafts', async () => {
      const { said } = await run('csv', fixture('trainings.csv'), '--write');
      expect(said).to.include('+ trainings.json "first-aid-evening"\n');
      expect(said).to.include('+ trainings.json "draft-course" (draft)');
      const entry = readBase(folder.base).offers.get('first-aid-evening');
      expect(entry).to.deep.include({
        weeks: [1, 2],
        places: ['jyvaskyla', 'laukaa'],
        languages: ['fi', 'en'],
        checkedOn: null,
      });
      expect(entry?.gives).to.deep.equal({ cards: ['first-aid'] });
      expect(entry?.what.fi).to.equal('Opit auttamaan; harjoittelet.');
      expect(text('trainings.json') + drafts('csv')).not.to.match(/Mallinen|ea@example/);
    });

    const csv = (...lines: string[]) => {
      const file = fileURLToPath(new URL('../rows.csv', folder.base));
      writeFileSync(file, lines.join('\n'));
      return file;
    };

    it('names the line and column of every wrong value, and writes nothing', async () => {
      const file = csv(
        'id,kind,weeks,provider',
        'one,lesson,1,gradia',
        'two,course,many,gradia',
        'Three,course,1,nobody',
        'one,course,1,gradia',
      );
      const said = await problemsOf('csv', file, '--write');
      expect(said).to.match(/rows\.csv, line 2, column kind: .*\(it is "lesson"\)/);
      expect(said).to.include('line 3, column weeks');
      expect(said).to.include('line 4, column id: must be lower-case words joined by hyphens');
      expect(said).to.include('line 4, column provider: "nobody" is no institution');
      expect(said).to.include('line 5, column id: "one" is in line 2 already');
      expect(existsSync(folder.drafts)).to.equal(false);
    });

    it('says which columns there are, and what is wrong with the form', async () => {
      expect(await problemsOf('csv', csv('id,nimi', 'a,b'))).to.include(
        'line 1: the column "nimi" is no field: use id, kind',
      );
      expect(await problemsOf('csv', csv('kind', 'course'))).to.include('line 1: has no column "id"');
      expect(await problemsOf('csv', csv('id,kind', 'a,course,b'))).to.include(
        'line 2: has more or fewer cells',
      );
      expect(await problemsOf('csv', csv('id,kind', 'a,"course'))).to.include('never closed');
      expect(await problemsOf('csv', csv(''))).to.include('is empty');
    });

    it('refuses what is not UTF-8', async () => {
      const file = csv('');
      writeFileSync(file, Buffer.from([0x69, 0x64, 0x0a, 0xe4, 0x61, 0x0a]));
      expect(await problemsOf('csv', file)).to.include('is not UTF-8');
    });

    it('writes nothing where the base would not be in order', async () => {
      const header =
        'id;kind;name.fi;name.sv;name.en;name.ar;name.so;what.fi;what.sv;what.en;what.ar;what.so;provider;places;languages;weeks;cost;income;times;gives.cards;source';
      const file = csv(
        header,
        'x-course;card;a;b;c;ج;d;a.;b.;c.;ج.;d.;gradia;jyvaskyla;fi;1;free;none;day;no-such-card;laki',
      );
      expect(await problemsOf('csv', file, '--write')).to.include('names "no-such-card"');
      expect(existsSync(folder.drafts)).to.equal(false);
    });
  });
});
