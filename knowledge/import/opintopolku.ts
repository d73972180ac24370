import { z } from 'zod';
import { type Base, KnowledgeError } from '../base.ts';
import type { JsonObject } from '../commands/written.ts';
import type { StepKind } from '../schema/entries.ts';
import { type Incoming, plainName } from './entry.ts';
import { type Gathered, type Tally, tally } from './gathered.ts';
import { readItems } from './json-items.ts';
import { MOST_PAGES, type Pages } from './pages.ts';
import { plainText } from './plain-text.ts';
import { type RegionKeys, regionKeys } from './region.ts';
import type { Source, Watch } from './source.ts';

const translated = z.object({ fi: z.string().nullish(), sv: z.string().nullish(), en: z.string().nullish() });
const code = z.object({ koodiUri: z.string().nullish(), nimi: translated.nullish() });

/** One education with those who give it, as `toteutukset-koulutuksittain` returns it; contact persons and all else are not read. */
const hitSchema = z.object({
  oid: z.string().min(1),
  nimi: translated,
  koulutustyyppi: z.string(),
  kuvaus: translated.nullish(),
  tutkintonimikkeet: z.array(code).nullish(),
  toteutukset: z.array(
    z.object({
      toteutusOid: z.string().min(1),
      oppilaitosOid: z.string().min(1),
      oppilaitosNimi: translated.nullish(),
      kunnat: z.array(code),
    }),
  ),
});
type Hit = z.infer<typeof hitSchema>;

/** Kinds of step by kind of education; those that could be several kinds are left for a person to say. */
const KINDS: Readonly<Record<string, StepKind>> = {
  amm: 'qualification',
  'amm-osaamisala': 'qualification',
  'amm-tutkinnon-osa': 'qualification-part',
  'amm-muu': 'course',
  amk: 'degree',
  yo: 'degree',
  'kk-opintojakso': 'open-studies',
  'kk-opintokokonaisuus': 'open-studies',
  'aikuisten-perusopetus': 'course',
  tuva: 'course',
  telma: 'course',
  'vapaa-sivistystyo-opistovuosi': 'course',
  'vapaa-sivistystyo-muu': 'course',
};
const LONGEST_TEXT = 300;

/** Reads the reply of Opintopolku's external search: one draft for each education and institution of the region. */
export async function readOpintopolku(
  pages: Pages,
  base: Base,
  watch?: (source: Source) => Watch,
): Promise<Gathered> {
  const keys = regionKeys(base);
  const notes = tally();
  const incoming: Incoming[] = [];
  let seen = 0;
  let total = 0;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const source = await pages(page);
    if (!source) break;
    const { count, beside } = await readItems(
      source,
      'hits',
      (item, at) =>
        incoming.push(...entriesOf(checked(item, `${source.name}, hits[${at}]`), base, keys, notes)),
      watch?.(source),
    );
    seen += count;
    total = beside.get('total') ?? seen;
    if (count === 0 || seen >= total) break;
  }
  const complete = seen >= total;
  const part = `${seen} of ${total} were read: the file is one page of several, --url fetches all`;
  return { incoming, complete, notes: [...notes.notes(), ...(complete ? [] : [part])] };
}

function checked(item: unknown, where: string): Hit {
  const read = hitSchema.safeParse(item);
  if (read.success) return read.data;
  throw new KnowledgeError(
    read.error.issues.map(({ path, message }) => `${where}, field ${path.join('.') || 'itself'}: ${message}`),
  );
}

/** One entry for each institution of the region that gives the education. */
function entriesOf(hit: Hit, base: Base, keys: RegionKeys, notes: Tally): readonly Incoming[] {
  const schools = new Map<string, Hit['toteutukset']>();
  for (const one of hit.toteutukset)
    schools.set(one.oppilaitosOid, [...(schools.get(one.oppilaitosOid) ?? []), one]);
  const here = [...schools].filter(([, given]) => placesOf(given, keys).length > 0);
  notes.add('of other regions were left out', schools.size - here.length);
  if (here.length === 0) return [];
  const name = textOf(hit.nimi, notes);
  const what = textOf(hit.kuvaus, notes);
  const occupations = occupationsOf(hit, base);
  return here.map(([school, given]): Incoming => {
    const places = placesOf(given, keys);
    const provider = keys.institution(school, given[0]?.oppilaitosNimi?.fi ?? undefined);
    const kind = KINDS[hit.koulutustyyppi];
    const url = `https://opintopolku.fi/konfo/fi/koulutus/${encodeURIComponent(hit.oid)}`;
    const gives = {
      ...(hit.koulutustyyppi === 'amm' && { education: 'vocational' }),
      ...(occupations.length > 0 && { occupations }),
    };
    return {
      list: 'trainings',
      origin: `${hit.oid}/${school}`,
      entry: {
        ...(kind && { kind }),
        ...(Object.keys(name).length > 0 && { name }),
        ...(Object.keys(what).length > 0 && { what }),
        ...(provider !== undefined && { provider }),
        places,
        ...(Object.keys(gives).length > 0 && { gives }),
        url,
      },
      // How long it takes is settled with each student (laki ammatillisesta koulutuksesta 531/2017).
      start: { weeks: null, source: url },
    };
  });
}

const placesOf = (given: Hit['toteutukset'], keys: RegionKeys): readonly string[] => {
  const codes = given.flatMap(({ kunnat }) => kunnat.flatMap(({ koodiUri }) => koodiUri ?? []));
  return [...new Set(codes.flatMap((one) => keys.municipality(one) ?? []))].sort();
};

function textOf(text: z.infer<typeof translated> | null | undefined, notes: Tally): JsonObject {
  return Object.fromEntries(
    (['fi', 'sv', 'en'] as const).flatMap((language) => {
      const { text: plain, dropped } = plainText(text?.[language] ?? '', LONGEST_TEXT);
      notes.add('sentences with contact details were dropped', dropped);
      return plain === '' ? [] : [[language, plain] as const];
    }),
  );
}

/** Occupations whose Finnish name is a title of the qualification. */
function occupationsOf({ tutkintonimikkeet }: Hit, base: Base): readonly string[] {
  const titles = (tutkintonimikkeet ?? []).flatMap(({ nimi }) => (nimi?.fi ? [plainName(nimi.fi)] : []));
  return [...base.occupations.values()]
    .filter(({ name }) => titles.includes(plainName(name.fi)))
    .map(({ id }) => id);
}
