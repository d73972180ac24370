import { phrase } from '../../../dialogs/dialog.ts';
import type { Base } from '../../../knowledge/base.ts';
import type { Offer } from '../../../knowledge/schema/entries.ts';
import { LANGS, type PhraseKey, translator } from '../../../locales/index.ts';
import type {
  DeskText,
  Experts,
  Item,
  Items,
  Outcome,
  ReadyPhrases,
  Reason,
  Vocabulary,
} from '../interface.ts';
import { EVERYBODY, type WebParts } from './parts.ts';

const OUTCOMES: readonly Outcome[] = ['answered', 'plan', 'referred', 'appointment', 'not-reached', 'other'];
const REASONS: readonly Reason[] = ['asked', 'misunderstood', 'danger', 'rule', 'transfer', 'lapsed', 'code'];
const GROUPS = ['greeting', 'asking', 'guiding', 'ending'] as const;
const MOST_ITEMS = 20;

const inAll = (key: PhraseKey): DeskText =>
  Object.fromEntries(LANGS.map((lang) => [lang, translator(lang)(phrase(key))])) as Record<
    keyof DeskText,
    string
  >;
const named = ({ id, name }: { readonly id: string; readonly name: DeskText }) => ({ id, name });

/** What the network can look up: names, ready phrases, services and trainings, and who knows what. */
export function mountLibrary({ door, staff, presence, knowledge }: WebParts): void {
  const { base } = knowledge;
  const vocabulary: Vocabulary = {
    fields: [...base.fields.values()].map(named),
    municipalities: base.region.municipalities.map(named),
    teams: [...base.teams.values()].map(named),
    organisations: [...base.institutions.values()].filter(({ network }) => network).map(named),
    outcomes: OUTCOMES.map((id) => ({ id, name: inAll(`desk.outcome.${id}`) })),
    reasons: REASONS.map((id) => ({ id, name: inAll(`desk.reason.${id}`) })),
  };
  const phrases: ReadyPhrases = {
    groups: GROUPS.map((id) => ({
      id,
      name: inAll(`desk.group.${id}`),
      phrases: [...base.readyPhrases.values()]
        .filter(({ group }) => group === id)
        .map(({ id: phraseId, text }) => ({ id: phraseId, text })),
    })),
  };
  const items = itemsOf(base);

  door.get('/vocabulary', EVERYBODY, async () => vocabulary);
  door.get('/phrases', EVERYBODY, async () => phrases);
  door.get(
    '/items',
    EVERYBODY,
    async ({ query }): Promise<Items> => ({
      items: search(items, query('q') ?? '').slice(0, MOST_ITEMS),
    }),
  );

  door.get('/experts', EVERYBODY, async ({ query }): Promise<Experts> => {
    const wish = {
      field: query('field') ?? '',
      lang: query('lang') ?? '',
      organisation: query('organisation') ?? '',
      municipality: query('municipality') ?? '',
      q: plain(query('q') ?? ''),
    };
    const here = new Set(presence.here().map(({ person }) => person.id));
    const people = (await staff.all())
      .filter(
        ({ fields, languages, organisation, team, name }) =>
          (wish.field === '' || fields.includes(wish.field)) &&
          (wish.lang === '' || languages.some((one) => one === wish.lang)) &&
          (wish.organisation === '' || organisation === wish.organisation) &&
          (wish.q === '' || plain(`${name} ${team}`).includes(wish.q)),
      )
      .map(({ id, name, role, organisation, team, languages, fields }) => ({
        id,
        name,
        role,
        organisation,
        team,
        languages,
        fields,
        here: here.has(id),
      }));
    const asked = Object.values(wish).some((one) => one !== '');
    const services = asked ? [...base.offers.values()].filter((offer) => helps(offer, wish)) : [];
    const found = new Set(services.map(({ id }) => id));
    return {
      people,
      services: search(
        items.filter(({ id }) => found.has(id)),
        wish.q,
      ).slice(0, MOST_ITEMS),
    };
  });
}

/** Guidance and support that fits: where in the network one can turn. */
function helps(
  { kind, provider, serves, places, onlyFor, languages }: Offer,
  wish: Readonly<Record<'field' | 'lang' | 'organisation' | 'municipality', string>>,
): boolean {
  const within = (limits: readonly string[] | undefined, one: string) =>
    one === '' || !limits || limits.includes(one);
  return (
    (kind === 'guidance' || kind === 'support') &&
    (wish.organisation === '' || provider === wish.organisation) &&
    within(serves.everyone ? undefined : (serves.fields ?? []), wish.field) &&
    within(languages, wish.lang) &&
    (within(places, wish.municipality) || places.includes('online')) &&
    within(onlyFor, wish.municipality)
  );
}

function itemsOf(base: Base): readonly Item[] {
  const offers = [...base.offers.values()].map(
    ({ id, kind, name, what, provider, places, url }): Item => ({
      id,
      type: kind === 'support' || kind === 'guidance' ? 'service' : 'training',
      kind,
      name,
      what,
      provider: base.institutions.get(provider)?.name ?? null,
      places,
      url: url ?? null,
    }),
  );
  const bare = { kind: null, provider: null, places: [], url: null };
  return [
    ...offers,
    ...[...base.cards.values()].map(
      ({ id, name, what }): Item => ({ id, type: 'card', ...bare, name, what }),
    ),
    ...[...base.occupations.values()].map(
      ({ id, name }): Item => ({ id, type: 'occupation', ...bare, name, what: null }),
    ),
  ];
}

const plain = (text: string) => text.normalize('NFC').toLowerCase().trim();

/** Items in which every word is found, in any language; those that have it in their name first. */
function search(items: readonly Item[], q: string): readonly Item[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  const text = ({ name, what, provider }: Item) =>
    plain([name, what, provider].flatMap((one) => (one ? Object.values(one) : [])).join(' '));
  const inName = ({ name }: Item) => {
    const names = plain(Object.values(name).join(' '));
    return words.every((word) => names.includes(word));
  };
  const found = items.filter((item) => {
    const all = text(item);
    return words.every((word) => all.includes(word));
  });
  return [...found.filter(inName), ...found.filter((item) => !inName(item))];
}
