import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { KnowledgeError, readBase } from '../../knowledge/base.ts';
import { editorSettings, jsonSchemas } from '../../knowledge/json-schemas.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const OURS = fileURLToPath(new URL('../../knowledge/base/', import.meta.url));
type Entry = { id: string; [field: string]: unknown };

describe('the knowledge base', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder('base');
    cpSync(OURS, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (file: string, edit: (entries: Entry[]) => unknown) => {
    const entries = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Entry[];
    edit(entries);
    writeFileSync(join(folder, file), JSON.stringify(entries));
  };
  const first = (entries: Entry[]): Entry => {
    const [entry] = entries;
    if (!entry) throw new Error('the file is empty');
    return entry;
  };
  const problems = (): readonly string[] => {
    try {
      readBase(folder);
      return [];
    } catch (error) {
      if (error instanceof KnowledgeError) return error.problems;
      throw error;
    }
  };

  it('of Central Finland is in order', () => {
    const base = readBase(OURS);
    expect(base.offers.size).to.be.above(100);
    expect(base.rules.size).to.be.at.least(40);
    const [occupation] = base.occupations.values();
    expect(base.occupationOf(occupation?.esco ?? '')).to.equal(occupation);
  });

  it('tells file, entry, field and remedy of every problem at once', () => {
    change('services.json', (entries) => {
      first(entries).provider = 'nobody';
    });
    change('occupations.json', (entries) => {
      first(entries).near = ['somewhere-else'];
    });
    change('fields.json', (entries) => entries.push(first(entries)));
    expect(problems().join('\n'))
      .to.match(
        /services\.json, entry ".+", field provider: names "nobody", which is not an id of institutions\.json: correct it/,
      )
      .and.to.match(/occupations\.json, entry ".+", field near: names "somewhere-else"/)
      .and.to.match(/fields\.json, entry ".+": the id is given twice/);
  });

  it('tells what may stand where something else does', () => {
    change('trainings.json', (entries) => {
      first(entries).asks = { finnish: 'fluent' };
      first(entries).cost = 'cheap';
    });
    expect(problems()).to.have.length(2);
    expect(problems().join('\n'))
      .to.match(/field cost: .*"free"\|"fee"\|"varies"/)
      .and.to.match(/field asks\.finnish: .*"A1"/);
  });

  it('names the line at which a file is not JSON', () => {
    writeFileSync(join(folder, 'cards.json'), '[\n  {\n    "id": oops\n  }\n]');
    expect(problems()).to.have.length(1);
    expect(problems()[0]).to.match(/^cards\.json, line 3: is not JSON/);
  });

  it('misses a file, an answer, phrases', () => {
    rmSync(join(folder, 'needs.json'));
    expect(problems()).to.deep.equal(['needs.json: is missing: add it']);
    cpSync(join(OURS, 'needs.json'), join(folder, 'needs.json'));
    change('answers.json', (entries) => entries.shift());
    rmSync(join(folder, 'phrases/so/money.json'));
    expect(problems().join('\n'))
      .to.match(/answers\.json, entry ".+": has phrases but no answer/)
      .and.to.match(/phrases\/so, entry "money-trouble": has no phrases/);
  });

  it('does not read rules that could never hold or name what nobody can put in', () => {
    change('rules.json', (entries) => {
      const rule = first(entries);
      rule.when = { fact: 'age', is: 'young' };
      rule.reason = { fi: '{{name}}', sv: 'x', en: 'x', ar: 'x', so: 'x' };
    });
    expect(problems().join('\n'))
      .to.match(/compares age with "young": must be one of under30, 30plus/)
      .and.to.match(/field reason\.fi: puts in \{\{name\}\}: must be one of/);
  });

  it('must have somebody to whom everybody may turn', () => {
    change('services.json', (entries) => {
      for (const entry of entries) if (entry.kind === 'guidance') entry.onlyFor = ['laukaa'];
    });
    expect(problems()).to.deep.equal([
      'services.json: has no guidance for everybody: add a service of kind "guidance" with serves.everyone, and without asks, onlyFor and validUntil',
    ]);
  });

  it('has JSON schemas and editor settings that are up to date', () => {
    const remedy = 'run: npm run knowledge -- schema';
    const read = (path: string): unknown =>
      JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
    for (const [name, schema] of jsonSchemas()) {
      expect(read(`knowledge/schema/json/${name}`), remedy).to.deep.equal(JSON.parse(schema));
    }
    expect(read('.vscode/settings.json'), remedy).to.deep.equal(JSON.parse(editorSettings()));
  });
});
