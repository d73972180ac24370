import { createInstance } from 'i18next';
import ar from './ar.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import fi from './fi.json' with { type: 'json' };
import so from './so.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

/** To add a language: write `locales/<code>.json`, name it here, and give it a row in `TONGUES`. */
const texts = { fi, sv, en, ar, so };

export type Lang = keyof typeof texts;
export const LANGS = Object.keys(texts) as readonly Lang[];

/** How a language is named by those who speak it, written and tagged on the web. */
export const TONGUES: Readonly<
  Record<Lang, { readonly name: string; readonly dir: 'ltr' | 'rtl'; readonly tag: string }>
> = {
  fi: { name: 'Suomi', dir: 'ltr', tag: 'fi-FI' },
  sv: { name: 'Svenska', dir: 'ltr', tag: 'sv-FI' },
  en: { name: 'English', dir: 'ltr', tag: 'en-GB' },
  ar: { name: 'العربية', dir: 'rtl', tag: 'ar' },
  so: { name: 'Soomaali', dir: 'ltr', tag: 'so' },
};

/** One text in all five languages, as entries of the knowledge base carry it. */
export type Text = Readonly<Record<Lang, string>>;

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutPlural<K extends string> = K extends `${infer Stem}_${Plural}` ? Stem : K;
type WithoutForm<K extends string> = K extends `${infer Stem}_sms` ? Stem : K;
/** A key of `locales/*.json`; plural forms (`key_one`, `key_other` …) and short forms (`key_sms`) are asked for by their stem. */
export type PhraseKey = WithoutForm<WithoutPlural<Extract<keyof typeof en, string>>>;

/** Something to put into a text. A list is joined the way the language joins words ("a, b and c"), lines by line breaks. */
export type Param =
  | string
  | number
  | Phrase
  | Text
  | { readonly list: readonly Param[] }
  | { readonly lines: readonly Param[] }
  /** A day such as "2026-11-23", written as the language writes days. */
  | { readonly day: string }
  /** The same with its day of the week and without the year. */
  | { readonly weekday: string }
  /** A time of day such as "09:00". */
  | { readonly time: string };

/** Something to say before a language has been chosen: a key of `locales/`, or a text of the knowledge base. */
export type Phrase =
  | { readonly key: PhraseKey; readonly params: Readonly<Record<string, Param>> }
  | { readonly text: Text; readonly params: Readonly<Record<string, Param>> };

export type Translate = (phrase: Phrase) => string;

const i18n = createInstance();
// Everything is at hand, so nothing has to be waited for.
void i18n.init({
  initAsync: false,
  resources: Object.fromEntries(LANGS.map((lang) => [lang, { translation: texts[lang] }])),
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false, skipOnVariables: true },
  returnEmptyString: false,
});

/** How much room there is: `short` takes the short form of a text (`key_sms`) where it has one. */
export type Room = 'full' | 'short';

/** Bound to one language, so that two seekers in two languages can never hear each other's. */
export const translator = (lang: Lang, room: Room = 'full'): Translate => translators[room][lang];

function makeTranslator(lang: Lang, room: Room): Translate {
  const t = i18n.getFixedT(lang);
  const list = new Intl.ListFormat(TONGUES[lang].tag, { type: 'conjunction' });

  const days = new Intl.DateTimeFormat(`${TONGUES[lang].tag}-u-nu-latn`, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });

  const weekdays = new Intl.DateTimeFormat(`${TONGUES[lang].tag}-u-nu-latn`, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  const times = new Intl.DateTimeFormat(`${TONGUES[lang].tag}-u-nu-latn-hc-h23`, {
    timeStyle: 'short',
    timeZone: 'UTC',
  });

  const value = (param: Param): string | number => {
    if (typeof param === 'number') return param;
    if (typeof param === 'string') return isolated(param);
    if ('list' in param) return list.format(param.list.map((item) => String(value(item))));
    if ('day' in param) return isolated(days.format(new Date(`${param.day}T00:00:00Z`)));
    if ('weekday' in param) return isolated(weekdays.format(new Date(`${param.weekday}T00:00:00Z`)));
    if ('time' in param) return isolated(times.format(new Date(`1970-01-01T${param.time}:00Z`)));
    if ('lines' in param) return param.lines.map((line) => String(value(line))).join('\n');
    if ('key' in param || 'text' in param) return translate(param);
    return isolated(param[lang]);
  };

  /** In right-to-left text, a name or number in Latin letters is isolated so that it does not turn its neighbours round (Unicode UAX #9). */
  const isolated = (text: string) =>
    TONGUES[lang].dir === 'rtl' && /^[^\u0600-\u06FF]*[A-Za-z0-9ÄÖÅäöå][^\u0600-\u06FF]*$/.test(text)
      ? `\u2068${text}\u2069`
      : text;

  const translate: Translate = (phrase) => {
    const params = Object.fromEntries(
      Object.entries(phrase.params).map(([name, param]) => [name, value(param)]),
    );
    return 'key' in phrase
      ? t(phrase.key, room === 'short' ? { ...params, context: 'sms' } : params)
      : phrase.text[lang].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
  };
  return translate;
}

// Made once: formats of lists and days are costly to make.
const forAll = (room: Room) =>
  Object.fromEntries(LANGS.map((lang) => [lang, makeTranslator(lang, room)])) as Record<Lang, Translate>;
const translators: Readonly<Record<Room, Record<Lang, Translate>>> = {
  full: forAll('full'),
  short: forAll('short'),
};
