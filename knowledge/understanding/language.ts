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

/** The class of the model that stands for every language the guide does not speak. */
export const OTHER = 'other';
/** Letters that Persian, Urdu and Kurdish write and Arabic does not; پ چ گ ڤ occur in Arabic dialects. */
const NOT_ARABIC = /[کیھہےٹڈڑںۆێەڕڵۇۋې]/g;
const TONGUES = ['fi', 'sv', 'en', 'so', 'ar'] as const;
const LEXICON = new Map<string, Lang | null>();
for (const lang of TONGUES)
  for (const word of lexicon[lang]) LEXICON.set(word, LEXICON.has(word) ? null : lang);
/** From here on, one or two words are of a language that the guide does not speak. */
const SURELY_OTHER = 0.97;
const NAMES = new Set(lexicon.none);

/** Tells the language of a message: script, letters, a lexicon of chat words, then a model of letter sequences. Pure. */
export function languageDetector(model: LinearModel): (text: string) => Tongue {
  const score = scorer(model);
  return (text) => {
    const plain = text
      .replace(/https?:\/\/\S+|www\.\S+|\S+@\S+/g, ' ')
      .normalize('NFC')
      .toLowerCase();
    const letters = plain.match(/\p{L}/gu)?.length ?? 0;
    if (letters === 0) return { lang: null, confidence: 1, reason: 'no-letters' };
    const latin = plain.match(/\p{Script=Latin}/gu)?.length ?? 0;
    const arabic = plain.match(/\p{Script=Arabic}/gu)?.length ?? 0;
    if (latin + arabic < letters / 2) return { lang: 'unsupported', confidence: 0.99, reason: 'script' };
    if (arabic > latin || arabic >= 6) {
      const strange = plain.match(NOT_ARABIC)?.length ?? 0;
      if (strange >= 2 || strange / arabic > 0.08)
        return { lang: 'unsupported', confidence: 0.97, reason: 'letters' };
      return judged(plain.replace(/\p{Script=Latin}/gu, ' '), arabic >= 3 ? ['ar', OTHER] : ['ar']);
    }
    const words = plain.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
    const known = LEXICON.get(words.join(' '));
    if (known) return { lang: known, confidence: 0.98, reason: 'lexicon' };
    const telling = words.filter((word) => !NAMES.has(word) && /\p{L}/u.test(word));
    if (telling.length === 0 || (telling.length === 1 && (telling[0]?.length ?? 0) < 2))
      return { lang: null, confidence: 0.9, reason: 'names' };
    const votes = telling
      .map((word) => LEXICON.get(word))
      .filter((lang) => lang !== undefined && lang !== null);
    if (votes.length === telling.length && new Set(votes).size === 1)
      return { lang: votes[0] ?? null, confidence: 0.97, reason: 'lexicon' };
    return judged(telling.join(' '), undefined, votes);
  };

  function judged(text: string, among?: readonly string[], votes: readonly Lang[] = []): Tongue {
    const scores = score(letterFeatures(text));
    for (const vote of votes) {
      const at = model.classes.indexOf(vote);
      if (at >= 0) scores[at] = (scores[at] ?? 0) + 1.5;
    }
    for (const [at, name] of model.classes.entries()) if (among && !among.includes(name)) scores[at] = -99;
    const long = text.trim().split(' ').length;
    const other = model.classes.indexOf(OTHER);
    // One or two words are too little to call a seeker's language foreign, unless nothing of ours comes near.
    if (long <= 2 && (softmax(scores)[other] ?? 0) < SURELY_OTHER) scores[other] = -99;
    const chances = softmax(scores);
    let best = 0;
    for (let c = 1; c < chances.length; c++) if ((chances[c] ?? 0) > (chances[best] ?? 0)) best = c;
    const confidence = chances[best] ?? 0;
    const name = model.classes[best];
    if (name === OTHER)
      return long === 1 && confidence < 0.9
        ? { lang: null, confidence, reason: 'doubt' }
        : { lang: 'unsupported', confidence, reason: 'model' };
    if (confidence < (long === 1 ? 0.45 : 0.4)) return { lang: null, confidence, reason: 'doubt' };
    return { lang: TONGUES.find((lang) => lang === name) ?? null, confidence, reason: 'model' };
  }
}
