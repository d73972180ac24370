import { expect } from 'chai';
import fc from 'fast-check';
import { KnowledgeError } from '../../knowledge/base.ts';
import type { JsonObject } from '../../knowledge/commands/written.ts';
import { readCsv } from '../../knowledge/import/csv.ts';
import { readRows } from '../../knowledge/import/csv-rows.ts';
import { idFrom } from '../../knowledge/import/entry.ts';
import { readEsco } from '../../knowledge/import/esco.ts';
import { formatJson } from '../../knowledge/import/format.ts';
import { readItems } from '../../knowledge/import/json-items.ts';
import { merge, same } from '../../knowledge/import/merge.ts';
import { readOpintopolku } from '../../knowledge/import/opintopolku.ts';
import { isPersonal, plainText } from '../../knowledge/import/plain-text.ts';
import { progressBar } from '../../knowledge/import/progress.ts';
import { readPtv } from '../../knowledge/import/ptv.ts';
import { bytesSource, type Source } from '../../knowledge/import/source.ts';
import { idSchema } from '../../knowledge/schema/common.ts';
import { smallBase } from '../support/bases.ts';

const base = smallBase([], []);
const source = (bytes: string | Uint8Array): Source => bytesSource('it', Buffer.from(bytes));
const page = (bytes: string | Uint8Array) => async (number: number) =>
  number === 1 ? source(bytes) : undefined;

/** Every reader of the bytes of somebody else. */
const READERS: Readonly<Record<string, (bytes: string | Uint8Array) => Promise<unknown>>> = {
  opintopolku: (bytes) => readOpintopolku(page(bytes), base),
  ptv: (bytes) => readPtv(page(bytes), base),
  esco: (bytes) => readEsco(async () => source(bytes), base, ['']),
  csv: (bytes) => readCsv(source(bytes), 'trainings', base),
};

/** Whether a reader either reads or explains; anything else it throws fails the test. */
async function explains(read: Promise<unknown>): Promise<boolean> {
  try {
    await read;
    return true;
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.problems.length > 0 && error.problems.every((problem) => problem.includes('it'));
  }
}

const HIT = {
  oid: '1',
  nimi: { fi: 'a' },
  koulutustyyppi: 'amm',
  kuvaus: { fi: '<p>b</p>' },
  toteutukset: [
    {
      toteutusOid: '2',
      oppilaitosOid: '3',
      oppilaitosNimi: { fi: 'c' },
      kunnat: [{ koodiUri: 'kunta_179#2' }],
    },
  ],
};
const SERVICE = {
  id: '1',
  publishingStatus: 'Published',
  serviceNames: [{ language: 'fi', value: 'a', type: 'Name' }],
  areas: [],
  languages: ['fi'],
};

describe('the readers of imports', () => {
  for (const [name, read] of Object.entries(READERS)) {
    it(`explain any bytes they cannot read: ${name}`, () =>
      fc.assert(
        fc.asyncProperty(
          fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), fc.json()),
          async (bytes) => explains(read(bytes)),
        ),
      ));
  }

  for (const [name, list, item] of [
    ['opintopolku', 'hits', HIT],
    ['ptv', 'itemList', SERVICE],
  ] as const) {
    const whole = JSON.stringify({ total: 1, pageCount: 1, [list]: [item] });
    const read = READERS[name] ?? (() => Promise.resolve());

    it(`explain every cut and every changed letter: ${name}`, () =>
      fc.assert(
        fc.asyncProperty(
          fc.nat(whole.length),
          fc.nat(whole.length),
          fc.string({ maxLength: 3 }),
          async (at, length, letters) =>
            explains(read(whole.slice(0, at) + letters + whole.slice(at + length))),
        ),
      ));

    it(`explain any value in any field: ${name}`, () =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(item)), fc.jsonValue(), async (field, value) =>
          explains(read(JSON.stringify({ total: 1, [list]: [{ ...item, [field]: value }] }))),
        ),
      ));
  }

  it('explain any cells under known headers', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.string(), { minLength: 4, maxLength: 4 }), { maxLength: 4 }),
        fc.constantFrom(
          'id,kind,weeks,name.fi',
          'id;places;serves.everyone;gives.cards',
          'conceptUri,preferredLabel,altLabels,iscoGroup',
        ),
        async (rows, header) => {
          const text = [
            header,
            ...rows.map((row) =>
              row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(header.includes(';') ? ';' : ','),
            ),
          ].join('\n');
          return (
            (await explains(READERS.csv?.(text) ?? Promise.resolve())) &&
            explains(READERS.esco?.(text) ?? Promise.resolve())
          );
        },
      ),
    ));

  it('read a list item by item whatever is in it and beside it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 4 })),
        fc.jsonValue({ maxDepth: 3 }),
        async (items, other) => {
          const text = JSON.stringify({
            before: other,
            total: items.length,
            hits: items,
            after: { hits: [1], other },
          });
          const found: unknown[] = [];
          const { count, beside } = await readItems(source(text), 'hits', (item) => found.push(item));
          expect(JSON.stringify(found)).to.equal(JSON.stringify(items));
          expect([count, beside.get('total')]).to.deep.equal([items.length, items.length]);
        },
      ),
    ));

  it('leave what is nested too deep', async () => {
    const deep = `{"hits": [${'['.repeat(1000)}${']'.repeat(1000)}]}`;
    expect(await explains(readItems(source(deep), 'hits', () => undefined))).to.equal(true);
  });

  it('name the line of a row, whatever separates the cells', async () => {
    for (const separator of [',', ';', '\t']) {
      const lines: number[] = [];
      const text = `\ufeffa${separator}b\r\n1${separator}"2${separator}3"\r\n\r\n4${separator}5\r\n`;
      const rows: (string | undefined)[] = [];
      await readRows(
        source(text),
        () => [],
        ({ cells, line }) => {
          lines.push(line);
          rows.push(cells.get('b'));
        },
      );
      expect(rows).to.deep.equal([`2${separator}3`, '5']);
      expect(lines).to.deep.equal([2, 4]);
    }
  });
});

describe('the text of an import', () => {
  it('is plain: no mark-up, no entities, no addresses of links', () => {
    expect(
      plainText(
        '<h2>Opit</h2><p>leip&auml;&nbsp;&amp; <a href="https://x.fi">muuta</a></p><script>bad()</script>',
      ).text,
    ).to.equal('Opit leipä & muuta');
    expect(plainText('plain – ”text” it’s').text).to.equal('plain - "text" it\'s');
  });

  it('has no sentence with an address, a number or a contact person', () => {
    const personal = [
      'Kysy: etu.suku@example.fi.',
      'Soita 0401234567.',
      'Puh. +358 40 123 4567.',
      'Lisätietoja antaa Etu Suku.',
      'Yhteyshenkilö Etu Suku.',
      'Kontaktperson: Etu Suku.',
      'Tunnus 010190-123A.',
      'etu.suku(at)example.fi',
    ];
    for (const sentence of personal) {
      const { text, dropped } = plainText(`<p>Opit paljon. ${sentence} Tervetuloa!</p>`);
      expect(text).not.to.match(/Suku|suku|040|123|at\)/);
      expect(text).to.include('Opit paljon.');
      expect(dropped).to.be.greaterThan(0);
    }
    expect(
      plainText('Hyvä kurssi täällä aina kaikille. Opettaja on Etu Suku: \n etu@example.fi').text,
    ).to.equal('Hyvä kurssi täällä aina kaikille.');
    expect(
      isPersonal('Koulutus kestää 2026-2027 ja on 180 osaamispistettä. Se maksaa 0-100 euroa.'),
    ).to.equal(false);
  });

  it('is no longer than asked, and ends with a sentence where it can', () => {
    expect(plainText('Yksi lause. Toinen lause. Kolmas.', 26).text).to.equal('Yksi lause. Toinen lause.');
    fc.assert(
      fc.property(
        fc.string({ maxLength: 500 }),
        fc.integer({ min: 10, max: 100 }),
        (html, longest) => plainText(html, longest).text.length <= longest,
      ),
    );
  });
});

describe('merging', () => {
  const value = fc.jsonValue({ maxDepth: 2 });
  const entry = fc.dictionary(
    fc.constantFrom('a', 'b', 'name', 'words'),
    fc.oneof(value, fc.dictionary(fc.constantFrom('fi', 'sv'), value)),
  ) as fc.Arbitrary<JsonObject>;

  it('never changes what was edited here, and says nothing of what is the same', () =>
    fc.assert(
      fc.property(entry, entry, (here, incoming) => {
        const { changes } = merge(here, undefined, incoming, false);
        const overwritten = changes.filter(
          (change) =>
            change.outcome === 'taken' && change.here !== undefined && !change.field.startsWith('words'),
        );
        expect(overwritten).to.deep.equal([]);
        expect(merge(here, here, here, false).changes).to.deep.equal([]);
      }),
    ));

  it('takes news where nothing was edited, and has no more to say the second time', () =>
    fc.assert(
      fc.property(entry, entry, (last, incoming) => {
        const { entry: first } = merge(last, last, incoming, false);
        const again = merge(first, incoming, incoming, false);
        expect(again.changes).to.deep.equal([]);
        expect(same(again.entry, first)).to.equal(true);
      }),
    ));
});

describe('what an import writes', () => {
  it('has ids of the form of the knowledge base', () => {
    expect(idFrom('Sähkö- ja automaatioala (Äänekoski)')).to.equal('sahko-ja-automaatioala');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => idSchema.safeParse(idFrom(words)).success),
    );
  });

  it('is JSON in the form of the formatter', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        same(JSON.parse(formatJson(value as JsonObject)), JSON.parse(JSON.stringify(value))),
      ),
    );
    expect(formatJson({ a: [], b: {}, c: ['x', 'y'], d: [{ e: 1 }] })).to.equal(
      '{\n  "a": [],\n  "b": {},\n  "c": ["x", "y"],\n  "d": [\n    {\n      "e": 1\n    }\n  ]\n}\n',
    );
  });

  it('is watched on a terminal only', () => {
    let shown = '';
    const write = (text: string) => {
      shown += text;
    };
    progressBar('file', { write })(50, 100);
    expect(shown).to.equal('');
    progressBar('file', { isTTY: true, write })(50, 100);
    expect(shown).to.include('50 %');
  });
});
