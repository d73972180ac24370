import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { KnowledgeError } from '../../knowledge/base.ts';
import type { Command } from '../../knowledge/commands/command.ts';
import { coverage } from '../../knowledge/commands/coverage.ts';
import { show } from '../../knowledge/commands/show.ts';
import { stale } from '../../knowledge/commands/stale.ts';
import { why } from '../../knowledge/commands/why.ts';
import { type BaseFolder, baseFolder } from '../support/base-folder.ts';

describe('the commands of editors', () => {
  let folder: BaseFolder;
  beforeEach(() => {
    folder = baseFolder();
  });
  afterEach(() => folder.remove());

  const run = async (command: Command, ...args: string[]) => {
    const { lines, exitCode = 0 } = await command({ args, base: folder.base, today: '2026-11-23' });
    return { said: lines.join('\n'), exitCode };
  };

  describe('coverage', () => {
    it('finds no fault in the real base', async () => {
      expect((await run(coverage)).exitCode).to.equal(0);
    });

    it('calls a text that exists in Finnish only a fault, in each language that lacks it', async () => {
      folder.change('trainings.json', 'adr-course', { name: { fi: 'ADR-kurssi' } });
      const { said, exitCode } = await run(coverage);
      expect(exitCode).to.equal(1);
      expect(said).to.include('4 faults');
      expect(said).to.include(
        'trainings.json, entry "adr-course", field name.so: is missing: the text exists in Finnish only',
      );
    });

    it('calls a sentence that was left in Finnish a fault, and a name only something to look at', async () => {
      const what = 'Opit ajamaan vaarallisia aineita.';
      folder.change('trainings.json', 'adr-course', {
        name: { fi: 'ADR', sv: 'ADR', en: 'ADR course', ar: 'دورة', so: 'koorso' },
        what: {
          fi: what,
          sv: what,
          en: 'You learn.',
          ar: 'You learn to drive things',
          so: 'Waxaad baranaysaa.',
        },
      });
      const { said, exitCode } = await run(coverage);
      expect(exitCode).to.equal(1);
      expect(said).to.include(`field what.sv: is the same as the Finnish: "${what}"`);
      expect(said).to.include('field what.ar: has no Arabic letters');
      expect(said).to.include('2 faults');
    });
  });

  describe('stale', () => {
    it('tells what nobody has checked, what is old, ended, or names a past day', async () => {
      folder.change('trainings.json', 'adr-course', { checkedOn: '2026-05-22' });
      folder.change('trainings.json', 'forklift-course', {
        checkedOn: '2026-05-23',
        validUntil: '2026-11-22',
      });
      folder.change('services.json', 'application-help', {
        what: {
          fi: 'Alkaa 1.9.2026.',
          sv: 'Från 1.9.2026.',
          en: 'From 1.12.2026.',
          ar: '1.9.2026',
          so: '1.9.2026',
        },
      });
      const { said, exitCode } = await run(stale);
      expect(exitCode).to.equal(1);
      expect(said).to.include('1 ended');
      expect(said).to.include('entry "forklift-course": valid until 2026-11-22');
      expect(said).to.include('1 not checked since 2026-05-23');
      expect(said).to.include('entry "adr-course": checked on 2026-05-22');
      expect(said).to.include('entry "application-help", field what.so: 1.9.2026');
      expect(said).not.to.include('1.12.2026');
      expect(said).to.match(/never checked by a person\n {2}institutions\.json/);
    });
  });

  describe('show', () => {
    it('prints an entry and every place that names it', async () => {
      const { said, exitCode } = await run(show, 'hygiene-passport');
      expect(exitCode).to.equal(0);
      expect(said).to.include('"fi": "hygieniapassi"');
      expect(said).to.include('occupations.json, entry "cook", field cards.0.card');
      expect(said).to.include('trainings.json, entry "hygiene-passport-test", field gives.cards.0');
    });

    it('does not take an obstacle for the field of the same name', async () => {
      const { said } = await run(show, 'health');
      expect(said).to.match(/occupations\.json, entry "nurse", field field/);
      expect(said).not.to.include('serves.constraints');
    });

    it('counts the phrases of an intent', async () => {
      expect((await run(show, 'apprenticeship')).said).to.match(/phrases: \d+ \(fi\), \d+ \(sv\)/);
    });

    it('offers what is written alike where there is no such entry', async () => {
      const { said, exitCode } = await run(show, 'passport');
      expect(exitCode).to.equal(2);
      expect(said).to.include('did you mean hygiene-passport');
    });

    it('says which file is not JSON', async () => {
      writeFileSync(new URL('cards.json', folder.base), '[{');
      let problems: readonly string[] = [];
      try {
        await run(show, 'adr');
      } catch (error) {
        if (error instanceof KnowledgeError) problems = error.problems;
      }
      expect(problems[0]).to.include('cards.json: is not JSON');
    });
  });

  describe('why', () => {
    const ask = (profile: unknown, ...args: string[]) => {
      const file = new URL('profile.json', folder.base);
      writeFileSync(file, JSON.stringify(profile));
      return run(why, fileURLToPath(file), ...args);
    };

    it('gives the reasons for a goal, with the rule and the facts they rest on', async () => {
      const { said, exitCode } = await ask({ wish: { occupation: 'practical-nurse' } }, 'practical-nurse');
      expect(exitCode).to.equal(0);
      expect(said).to.include('recommended as goal of pathway 1');
      expect(said).to.include('(rule wish-occupation; from wish)');
    });

    it('says in the language asked for why something is not recommended', async () => {
      const { said } = await ask(
        { wish: { occupation: 'cleaner' }, constraints: ['remote-only'], skills: { finnish: 'B2' } },
        'finnish-b1-gradia',
        '--lang',
        'fi',
      );
      expect(said).to.include('not recommended; the pathways go to: ');
      expect(said).to.match(/- exclude-not-remote \(exclude\): Kerroit/);
    });

    it('says what is wrong with the profile or the item', async () => {
      expect((await ask({ age: 30 }, 'cleaner')).said).to.include('age');
      expect((await ask({}, 'no-such-thing')).said).to.include('there is no service, training, card');
      expect((await run(why, '/nowhere.json', 'cleaner')).exitCode).to.equal(2);
    });
  });
});
