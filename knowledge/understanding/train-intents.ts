import { LANGS, type Lang } from '../../locales/index.ts';
import type { Phrases } from '../base.ts';
import { dangerReader } from './danger.ts';
import { type Features, featuresOf } from './features.ts';
import { type IntentModel, type IntentSettings, rankedBy, signalsOf, type Thresholds } from './intents.ts';
import { type LinearModel, scorer, softmax } from './linear.ts';
import type { Recipe } from './matrix.ts';
import { trainLinear } from './train-linear.ts';
import type { Concept } from './understanding.ts';

export interface Phrase {
  readonly text: string;
  readonly intent: string;
  readonly lang: Lang;
}
type Read = Phrase & { readonly features: Features };
type Find = (text: string, lang?: Lang) => readonly Concept[];

/** How a model of so many examples is trained; measured on our own phrases and on public sets of ten examples an intent. */
export const recipeFor = (examples: number): Recipe =>
  examples < 5_000
    ? { epochs: 20, atLeast: 1, weigh: 'focus', steps: 'plain', hinge: 0.6, unknown: 2.5 }
    : { epochs: 6, atLeast: 2, weigh: 'focus', steps: 'adaptive', hinge: 1, unknown: 2.5 };

/** Every seventh phrase is kept aside to set temperature and thresholds on. */
const ASIDE = 7;

const phrasesOf = (phrases: Phrases): readonly Phrase[] =>
  [...phrases].flatMap(([lang, intents]) =>
    [...intents].flatMap(([intent, texts]) => texts.map((text) => ({ text, intent, lang }))),
  );

/** Trains on all phrases; temperature and thresholds come from a first training without those kept aside. Deterministic. */
export function trainIntents(phrases: Phrases, find: Find): IntentModel {
  const read = phrasesOf(phrases).map((phrase) => ({
    ...phrase,
    features: featuresOf(phrase.text, signalsOf(find(phrase.text, phrase.lang)), phrase.lang),
  }));
  const aside = read.filter((_, index) => index % ASIDE === 3);
  const settings = calibrate(train(read.filter((_, index) => index % ASIDE !== 3)), aside);
  return { wishes: train(read), settings };
}

const train = (read: readonly Read[]): LinearModel =>
  trainLinear(
    read.map(({ features, intent }) => ({ features, label: intent })),
    recipeFor(read.length),
  );

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[
    Math.max(0, Math.min(values.length - 1, Math.floor(values.length * q)))
  ] ?? 0;

/** Of what is nothing to us so much may be offered something, unless more than this of the wishes would be taken for nothing. */
const NONE_OFFERED = 0.35;
const WISHES_LOST = 0.03;
/** Of the wishes so many may be acted on wrongly, and of what is nothing to us acted on; own phrases are harder than messages. */
const WRONG = 0.02;
const NONE_ACTED = 0.04;
/** Of our own phrases at most so many may alarm falsely; they were written to be near to danger more often than messages are. */
const CRISIS_FALSE = 0.025;

function calibrate(model: LinearModel, aside: readonly Read[]): IntentSettings {
  const reader = scorer(model);
  const scored = aside.map((one) => ({
    ...one,
    scores: reader.score(one.features),
    at: model.classes.indexOf(one.intent),
  }));
  // The temperature with the least surprise (Guo et al. 2017).
  const surprise = (temperature: number) =>
    scored.reduce(
      (sum, { scores, at }) => sum - Math.log(Math.max(1e-9, softmax(scores, temperature)[at] ?? 0)),
      0,
    );
  const temperature =
    [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2]
      .map((one) => [surprise(one), one] as const)
      .sort(([a], [b]) => a - b)[0]?.[1] ?? 1;

  const seen = scored.map(({ lang, intent, scores }) => {
    const guesses = rankedBy(model.classes, softmax(scores, temperature));
    const none = guesses.find((guess) => guess.intent === 'none')?.score ?? 0;
    const best = guesses.find((guess) => guess.intent !== 'none');
    return { lang, truth: intent, none, intent: best?.intent ?? '', score: best?.score ?? 0 };
  });
  // What is aside in one language is little: halfway to what fits all of them is steadier.
  const all = thresholdsFor(seen);
  const thresholds = Object.fromEntries(
    LANGS.map((lang) => {
      const own = thresholdsFor(seen.filter((one) => one.lang === lang));
      return [lang, { act: (own.act + all.act) / 2, none: (own.none + all.none) / 2 }];
    }),
  ) as Record<Lang, Thresholds>;

  const danger = dangerReader(reader);
  const falseAlarms = aside
    .filter(({ intent }) => intent !== 'crisis')
    .map(({ text, features, lang }) => danger(text, features, lang));
  return { temperature, crisisFrom: quantile(falseAlarms, 1 - CRISIS_FALSE), thresholds };
}

interface Seen {
  readonly truth: string;
  /** How sure it is that the message is nothing to us. */
  readonly none: number;
  /** The likeliest wish, and how sure it is. */
  readonly intent: string;
  readonly score: number;
}

function thresholdsFor(seen: readonly Seen[]): Thresholds {
  const wishes = seen.filter(({ truth }) => truth !== 'none');
  const nones = seen.filter(({ truth }) => truth === 'none');
  const nothing = ({ none }: Seen) => none;
  const none = Math.max(
    quantile(nones.map(nothing), NONE_OFFERED),
    quantile(wishes.map(nothing), 1 - WISHES_LOST),
  );
  const steps = Array.from({ length: 45 }, (_, i) => 0.1 + i * 0.02);
  const act = steps.find((from) => {
    const acted = seen.filter((one) => one.none < none && one.score >= from);
    const wrong = acted.filter(({ truth, intent }) => truth !== 'none' && intent !== truth).length;
    const onNothing = acted.filter(({ truth }) => truth === 'none').length;
    return wrong <= WRONG * wishes.length && onNothing <= NONE_ACTED * nones.length;
  });
  return { act: act ?? 0.95, none };
}
