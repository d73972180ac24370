import type { Lang } from '../../locales/index.ts';
import { letterFeatures } from './features.ts';
import lexicon from './lexicon.json' with { type: 'json' };
import { type LinearModel, scorer, softmax } from './linear.ts';

/** What language a message is in; `reason` names the evidence that decided. */
export interface Tongue {
  /** Null where a message has no language; `unsupported` for languages the guide does not speak. */
  readonly lang: Lang | 'unsupported' | null;
  readonly confidence: number;
  readonly reason: 'no-letters' | 'script' | 'letters' | 'lexicon' | 'names' | 'model' | 'doubt';
}

/** The classes of the model that stand for the languages the guide does not speak. */
export const STRANGERS = [
  'other-nordic',
  'other-finnic',
  'other-germanic',
  'other-romance',
  'other-eastern',
  'other-turkic',
  'other-african',
  'other-asian',
  'other-arabic-script',
] as const;
export type StrangerGroup = (typeof STRANGERS)[number];
const isStranger = (name: string | undefined) => name?.startsWith('other') ?? false;
/** Letters that Persian, Urdu and Kurdish write and Arabic does not; پ چ گ ڤ occur in Arabic dialects. */
const NOT_ARABIC = /[کیھہےٹڈڑںۆێەڕڵۇۋې]/g;
/** Letters that none of the five write, not even in common loanwords. */
const NOT_OURS = /[îûêşğıőűąęłżćńśřěůāēīķļņģõðþæøñ]/g;
/** Those of them that a Persian or Urdu keyboard puts into Arabic. */
const MISTYPED: readonly (readonly [RegExp, string])[] = [
  [/ی/g, 'ي'],
  [/ک/g, 'ك'],
  [/ھ/g, 'ه'],
];
const TONGUES = ['fi', 'sv', 'en', 'so', 'ar'] as const;
const strangers: Readonly<Partial<Record<StrangerGroup, readonly string[]>>> = lexicon.other;
const LEXICON = new Map<string, Lang | StrangerGroup | null>();
const ROWS = [
  ...TONGUES.map((lang) => [lang, lexicon[lang]] as const),
  ...STRANGERS.map((group) => [group, strangers[group] ?? []] as const),
];
for (const [lang, words] of ROWS)
  for (const word of words) LEXICON.set(word, LEXICON.has(word) ? null : lang);
/** From here on, one word, two, or more are of a language that the guide does not speak. */
const SURELY_OTHER = [0.9995, 0.995, 0.5] as const;
/** The model's scores run wide: at this temperature gibberish is not sure, and plain sentences are. */
const TEMPERATURE = 2;
const NAMES = new Set(lexicon.none);
/** What comes after says nothing new about a message's language. */
const MOST_READ = 600;

const langOf = (name: string | undefined): Tongue['lang'] =>
  isStranger(name) ? 'unsupported' : (TONGUES.find((lang) => lang === name) ?? null);

/** Tells the language of a message: script, letters, a lexicon of chat words, then a model of letter sequences. Pure. */
export function languageDetector(model: LinearModel): (text: string) => Tongue {
  const { score } = scorer(model);
  return (text) => {
    const plain = text
      .slice(0, MOST_READ)
      .split(/\s+/)
      .filter((word) => !/@|^https?:|^www\./i.test(word))
      .join(' ')
      .normalize('NFC')
      .toLowerCase();
    const letters = plain.match(/\p{L}/gu)?.length ?? 0;
    if (letters === 0) return { lang: null, confidence: 1, reason: 'no-letters' };
    const latin = plain.match(/\p{Script=Latin}/gu)?.length ?? 0;
    const arabic = plain.match(/\p{Script=Arabic}/gu)?.length ?? 0;
    if (latin + arabic < letters / 2) return { lang: 'unsupported', confidence: 0.99, reason: 'script' };
    if (arabic > latin) {
      const typed = plain.replace(/\p{Script=Latin}/gu, ' ').trim();
      const mended = MISTYPED.reduce((text, [wrong, right]) => text.replace(wrong, right), typed);
      const strange = typed.match(NOT_ARABIC)?.length ?? 0;
      // Arabic typed on another keyboard has its own article and endings beside their letters.
      const own = typed.match(/(?:^|\s)[وبلفك]?ال\S{3}|[ةأإى]/g)?.length ?? 0;
      const ours = mended.search(NOT_ARABIC) < 0 && own * 3 >= typed.split(/\s+/).length;
      if (!ours && (strange >= 2 || strange / arabic > 0.08))
        return { lang: 'unsupported', confidence: 0.97, reason: 'letters' };
      return judged(mended, arabic >= 3 ? ['ar', 'other-arabic-script'] : ['ar']);
    }
    const words =
      plain.replace(/\p{Script=Arabic}+/gu, ' ').match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ??
      [];
    const known = LEXICON.get(words.join(' '));
    if (known) return { lang: langOf(known), confidence: 0.98, reason: 'lexicon' };
    const telling = words.filter((word) => !NAMES.has(word) && /\p{L}/u.test(word));
    if (telling.length === 0 || (telling.length === 1 && (telling[0]?.length ?? 0) < 2))
      return { lang: null, confidence: 0.9, reason: 'names' };
    const votes = telling
      .map((word) => LEXICON.get(word))
      .filter((lang) => lang !== undefined && lang !== null);
    if (votes.length === telling.length && new Set(votes).size === 1)
      return { lang: langOf(votes[0]), confidence: 0.97, reason: 'lexicon' };
    const strange = votes.filter((vote) => isStranger(vote)).length;
    if (telling.length > 2 && strange > votes.length - strange)
      return { lang: 'unsupported', confidence: 0.95, reason: 'lexicon' };
    return judged(telling.join(' '), undefined, votes);
  };

  function judged(
    text: string,
    among?: readonly string[],
    votes: readonly (Lang | StrangerGroup)[] = [],
  ): Tongue {
    const scores = score(letterFeatures(text));
    for (const vote of votes) {
      const at = model.classes.indexOf(vote);
      if (at >= 0) scores[at] = (scores[at] ?? 0) + (isStranger(vote) ? 2.5 : 1.5);
    }
    for (const [at, name] of model.classes.entries()) if (among && !among.includes(name)) scores[at] = -99;
    const strangeLetters = Math.min(3, text.match(NOT_OURS)?.length ?? 0);
    for (const [at, name] of model.classes.entries())
      if (isStranger(name)) scores[at] = (scores[at] ?? 0) + strangeLetters;
    const chances = softmax(scores);
    let best = -1;
    let strange = 0;
    for (const [at, name] of model.classes.entries()) {
      if (isStranger(name)) strange += chances[at] ?? 0;
      else if (best < 0 || (chances[at] ?? 0) > (chances[best] ?? 0)) best = at;
    }
    const long = text.trim().split(/\s+/).length;
    // One or two words are too little to call a seeker's language foreign, unless nothing of ours comes near.
    if (strange > (SURELY_OTHER[Math.min(long, SURELY_OTHER.length) - 1] ?? 0.5))
      return { lang: 'unsupported', confidence: strange, reason: 'model' };
    const amongOurs = (chances[best] ?? 0) / (1 - strange);
    // Letters in a row that no language has get a best guess, too: what is told is how sure a cooler look is.
    const cool = softmax(scores, TEMPERATURE);
    const strangeStill = cool.reduce((sum, one, at) => sum + (isStranger(model.classes[at]) ? one : 0), 0);
    const confidence = long > 2 ? (cool[best] ?? 0) : (cool[best] ?? 0) / (1 - strangeStill);
    if (amongOurs < (long === 1 ? 0.45 : 0.4)) return { lang: null, confidence, reason: 'doubt' };
    return { lang: langOf(model.classes[best]), confidence, reason: 'model' };
  }
}
