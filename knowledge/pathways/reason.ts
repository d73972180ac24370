import type { Param, Phrase, Text } from '../../locales/index.ts';
import type { Base } from '../base.ts';
import type { Reason } from './advice.ts';
import { PARAMS, type ParamName } from './rulebook.ts';

const NATIVE: Text = {
  fi: 'äidinkieli',
  sv: 'modersmål',
  en: 'native language',
  ar: 'اللغة الأم',
  so: 'afka hooyo',
};

/** A reason as something to say, with every id named in the reader's language. */
export function reasonPhrase(reason: Reason, base: Base): Phrase {
  const rule = base.rules.get(reason.key);
  if (!rule) throw new Error(`No rule "${reason.key}" in the knowledge base`);
  const params = PARAMS.flatMap((name): [string, Param][] => {
    const value = reason.params[name];
    if (value === undefined) return [];
    return [
      [
        name,
        typeof value === 'object'
          ? { list: value.map((id) => nameOf(name, id, base)) }
          : nameOf(name, String(value), base),
      ],
    ];
  });
  return { text: rule.reason, params: Object.fromEntries(params) };
}

/** What would have to change for something that is shut to open, one sentence a reason; none where the seeker can change nothing about one of them. */
export function changesFor(because: readonly Reason[], base: Base): readonly Text[] {
  const changes = because.map(({ key }) => base.rules.get(key)?.change);
  return changes.includes(undefined) ? [] : [...new Set(changes.filter((text) => text !== undefined))];
}

/** The name of a step's item: an offer, else a card, else an occupation. */
export function stepName(item: string, base: Base): Text | undefined {
  return base.offers.get(item)?.name ?? base.cards.get(item)?.name ?? base.occupations.get(item)?.name;
}

function nameOf(param: ParamName, id: string, base: Base): Param {
  switch (param) {
    case 'occupation':
    case 'experience':
      return base.occupations.get(id)?.name ?? id;
    case 'competences':
      return base.competences.get(id)?.name ?? id;
    case 'field':
      return base.fields.get(id)?.name ?? id;
    case 'card':
      return base.cards.get(id)?.name ?? id;
    case 'place':
      return base.region.municipalities.find((one) => one.id === id)?.name ?? id;
    case 'provider':
    case 'authority':
      return base.institutions.get(id)?.name ?? id;
    case 'finnish':
    case 'asksFinnish':
    case 'asksEnglish':
      return id === 'native' ? NATIVE : id;
  }
}
