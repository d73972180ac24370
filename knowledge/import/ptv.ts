import { z } from 'zod';
import { type Base, KnowledgeError } from '../base.ts';
import type { JsonObject } from '../commands/written.ts';
import { LANGUAGES } from '../schema/common.ts';
import type { Incoming } from './entry.ts';
import { type Gathered, type Tally, tally } from './gathered.ts';
import { readItems } from './json-items.ts';
import { MOST_PAGES, type Pages } from './pages.ts';
import { plainText } from './plain-text.ts';
import { type RegionKeys, regionKeys } from './region.ts';
import type { Source, Watch } from './source.ts';

const localized = z.object({ language: z.string(), value: z.string().nullish(), type: z.string().nullish() });
const coded = z.object({ code: z.string().nullish() });

/** One service of the Finnish Service Catalogue (PTV Open API v11); phone numbers, addresses and all else are not read. */
const serviceSchema = z.object({
  id: z.string().min(1),
  publishingStatus: z.string().nullish(),
  serviceNames: z.array(localized),
  serviceDescriptions: z.array(localized).nullish(),
  serviceChargeType: z.string().nullish(),
  areas: z
    .array(
      z.object({
        type: z.string().nullish(),
        code: z.string().nullish(),
        municipalities: z.array(coded).nullish(),
      }),
    )
    .nullish(),
  languages: z.array(z.string()).nullish(),
  serviceClasses: z.array(coded).nullish(),
  targetGroups: z.array(coded).nullish(),
  organizations: z
    .array(
      z.object({
        roleType: z.string().nullish(),
        organization: z.object({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});
type Service = z.infer<typeof serviceSchema>;

const COSTS: Readonly<Record<string, string>> = { FreeOfCharge: 'free', Chargeable: 'fee', Other: 'varies' };
const LONGEST_TEXT = 300;

/** Reads services as the PTV Open API returns them: one draft for each published service for people of the region; `classes` narrows to service classes by code. */
export async function readPtv(
  pages: Pages,
  base: Base,
  classes: readonly string[] = [],
  watch?: (source: Source) => Watch,
): Promise<Gathered> {
  const keys = regionKeys(base);
  const notes = tally();
  const incoming: Incoming[] = [];
  let read = 0;
  let pageCount = 1;
  for (let page = 1; page <= Math.min(pageCount, MOST_PAGES); page += 1) {
    const source = await pages(page);
    if (!source) break;
    const { beside } = await readItems(
      source,
      'itemList',
      (item, at) => {
        const service = checked(item, `${source.name}, itemList[${at}]`);
        const reason = notForUs(service, keys, classes);
        if (reason === undefined) incoming.push(incomingOf(service, keys, notes));
        else notes.add(reason);
      },
      watch?.(source),
    );
    read = page;
    pageCount = beside.get('pageCount') ?? 1;
  }
  const complete = read >= pageCount;
  const part = `${read} of ${pageCount} pages were read: --url fetches all`;
  return { incoming, complete, notes: [...notes.notes(), ...(complete ? [] : [part])] };
}

function checked(item: unknown, where: string): Service {
  const read = serviceSchema.safeParse(item);
  if (read.success) return read.data;
  throw new KnowledgeError(
    read.error.issues.map(({ path, message }) => `${where}, field ${path.join('.') || 'itself'}: ${message}`),
  );
}

/** Why a service is left out, as a note. */
function notForUs(service: Service, keys: RegionKeys, classes: readonly string[]): string | undefined {
  const { publishingStatus, areas, serviceClasses, targetGroups } = service;
  if (publishingStatus && publishingStatus !== 'Published') return 'not published were left out';
  // No areas: it is for the whole country.
  if (areas && areas.length > 0 && placesOf(service, keys).length === 0)
    return 'of other regions were left out';
  // KR1: citizens, in PTV's list of target groups.
  if (targetGroups && targetGroups.length > 0 && !targetGroups.some(({ code }) => code?.startsWith('KR1')))
    return 'for businesses and authorities were left out';
  const wanted = serviceClasses?.some(({ code }) =>
    classes.some((one) => code === one || code?.startsWith(`${one}.`)),
  );
  return classes.length > 0 && !wanted ? 'of other service classes were left out' : undefined;
}

function incomingOf(service: Service, keys: RegionKeys, notes: Tally): Incoming {
  const name = textOf(service.serviceNames, ['Name'], notes);
  const what = textOf(service.serviceDescriptions ?? [], ['Summary', 'Description'], notes);
  const places = placesOf(service, keys);
  const languages = LANGUAGES.filter((language) => service.languages?.includes(language));
  const cost = COSTS[service.serviceChargeType ?? ''];
  const provider = providerOf(service, keys);
  return {
    list: 'services',
    origin: service.id,
    entry: {
      ...(Object.keys(name).length > 0 && { name }),
      ...(Object.keys(what).length > 0 && { what }),
      ...(provider !== undefined && { provider }),
      ...(places.length > 0 && { places }),
      ...(languages.length > 0 && { languages }),
      ...(cost !== undefined && { cost }),
    },
    start: { weeks: null, source: `Suomi.fi-palvelutietovaranto, palvelu ${service.id}` },
  };
}

const placesOf = ({ areas }: Service, keys: RegionKeys): readonly string[] => {
  const codes = (areas ?? []).flatMap(({ type, code, municipalities }) => [
    ...(type === 'Municipality' && code ? [code] : []),
    ...(municipalities ?? []).flatMap((one) => one.code ?? []),
  ]);
  return [...new Set(codes.flatMap((one) => keys.municipality(one) ?? []))].sort();
};

function providerOf({ organizations }: Service, keys: RegionKeys): string | undefined {
  const responsible = organizations?.find(({ roleType }) => roleType === 'Responsible') ?? organizations?.[0];
  return keys.institution(undefined, responsible?.organization?.name ?? undefined);
}

/** The first kind of text that a language has. */
function textOf(texts: Service['serviceNames'], types: readonly string[], notes: Tally): JsonObject {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const found = types.flatMap(
        (type) => texts.find((one) => one.language === language && one.type === type)?.value ?? [],
      )[0];
      const { text, dropped } = plainText(found ?? '', LONGEST_TEXT);
      notes.add('sentences with contact details were dropped', dropped);
      return text === '' ? [] : [[language, text] as const];
    }),
  );
}
