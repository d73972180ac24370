import type { Lang } from '../../locales/index.ts';
import type { Phrases } from '../base.ts';
import { type Features, featuresOf, hash } from './features.ts';
import { type LinearModel, scorer, softmax, trainLinear } from './linear.ts';
import { wordsOf } from './normalise.ts';
import type { Concept, Guess, Understanding } from './understanding.ts';

/** How sure the matcher must be, per language; set on phrases it was not trained on. */
export interface Thresholds {
  readonly act: number;
  readonly confirm: number;
  /** From here on a message is nothing to us. */
  readonly none: number;
}

/** What `trainIntents` learned: one model over all five languages (measured against one each: as right, a quarter of the size), one for danger alone, and how far to trust them. */
export interface IntentModel {
  readonly wishes: LinearModel;
  readonly crisis: LinearModel;
  readonly settings: IntentSettings;
}

export interface IntentSettings {
  readonly temperature: number;
  readonly crisisFrom: number;
  readonly thresholds: Readonly<Record<Lang, Thresholds>>;
}

export interface Phrase {
  readonly text: string;
  readonly intent: string;
  readonly lang: Lang;
}

const RECIPE = { epochs: 9, atLeast: 2 };
/** Every seventh phrase is kept aside to set temperature and thresholds on. */
const ASIDE = 7;

/** Signals that mean the same in every language: what kinds of things a message names. */
export const signalsOf = (concepts: readonly Concept[]): readonly string[] => [
  ...new Set(
    concepts
      .filter(({ score, type }) => score >= 0.8 && type !== 'number' && type !== 'competence')
      .flatMap(({ type, id }) =>
        type === 'institution' || type === 'language' || type === 'answer' ? [type, `${type} ${id}`] : [type],
      ),
  ),
];

export const phrasesOf = (phrases: Phrases): readonly Phrase[] =>
  [...phrases].flatMap(([lang, intents]) =>
    [...intents].flatMap(([intent, texts]) => texts.map((text) => ({ text, intent, lang }))),
  );

type Find = (text: string, lang?: Lang) => readonly Concept[];
interface Read extends Phrase {
  readonly features: Features;
}

/** Trains on all phrases; temperature and thresholds come from a first training without those kept aside. Deterministic. */
export function trainIntents(phrases: Phrases, find: Find): IntentModel {
  const read = phrasesOf(phrases).map((phrase) => ({
    ...phrase,
    features: featuresOf(phrase.text, signalsOf(find(phrase.text, phrase.lang))),
  }));
  const aside = read.filter((_, index) => index % ASIDE === 3);
  const settings = calibrate(train(read.filter((_, index) => index % ASIDE !== 3)), aside);
  return { ...train(read), settings };
}

const LANGUAGES: readonly Lang[] = ['fi', 'sv', 'en', 'ar', 'so'];
type Trained = Omit<IntentModel, 'settings'>;

function train(read: readonly Read[]): Trained {
  const danger = read.map(({ features, intent }) => ({
    features,
    label: intent === 'crisis' ? 'crisis' : 'other',
  }));
  return {
    wishes: trainLinear(
      read.map(({ features, intent }) => ({ features, label: intent })),
      RECIPE,
    ),
    crisis: trainLinear(danger, { epochs: 6, atLeast: 2 }),
  };
}

function ranked(classes: readonly string[], chances: Float32Array): readonly Guess[] {
  return classes.map((intent, c) => ({ intent, score: chances[c] ?? 0 })).sort((a, b) => b.score - a.score);
}

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[
    Math.max(0, Math.min(values.length - 1, Math.floor(values.length * q)))
  ] ?? 0;

/** Of the wishes acted on, at most so many may be wrong; of messages that are nothing to us, at most so many acted on and offered. */
const WRONG = 0.03;
const NONE_ACTED = 0.04;
const NONE_OFFERED = 0.35;
const CRISIS_FOUND = 0.995;
const CRISIS_FALSE = 0.015;

function calibrate({ wishes: model, crisis }: Trained, aside: readonly Read[]): IntentSettings {
  const score = scorer(model);
  const scored = aside.map((one) => ({
    ...one,
    scores: score(one.features),
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

  const thresholds = Object.fromEntries(
    LANGUAGES.map((lang) => {
      const seen = scored
        .filter((one) => one.lang === lang)
        .map((one) => {
          const guesses = ranked(model.classes, softmax(one.scores, temperature));
          const none = guesses.find(({ intent }) => intent === 'none')?.score ?? 0;
          const real = guesses.filter(({ intent }) => intent !== 'none')[0] ?? { intent: '', score: 0 };
          return { truth: one.intent, none, ...real };
        });
      const wishes = seen.filter(({ truth }) => truth !== 'none');
      const nones = seen.filter(({ truth }) => truth === 'none');
      const steps = Array.from({ length: 45 }, (_, i) => 0.1 + i * 0.02);
      const act =
        steps.find(
          (from) =>
            wishes.filter(({ truth, intent, score }) => score >= from && intent !== truth).length <=
              WRONG * wishes.length &&
            nones.filter(({ score }) => score >= from).length <= NONE_ACTED * nones.length,
        ) ?? 0.95;
      const confirm = Math.min(
        act,
        Math.max(
          0.08,
          quantile(
            nones.map(({ score }) => score),
            1 - NONE_OFFERED,
          ),
        ),
      );
      // A wish taken for nothing is worse than nothing taken for a wish: only what hardly any wish reaches counts as nothing.
      const none = Math.max(
        0.5,
        quantile(
          wishes.map((one) => one.none),
          0.985,
        ),
      );
      return [lang, { act, confirm, none }];
    }),
  ) as Record<Lang, Thresholds>;

  const danger = crisisScorer(crisis);
  const real = aside.filter(({ intent }) => intent === 'crisis').map(({ features }) => danger(features));
  const rest = aside.filter(({ intent }) => intent !== 'crisis').map(({ features }) => danger(features));
  const crisisFrom = Math.max(
    quantile(real, 1 - CRISIS_FOUND),
    Math.min(quantile(rest, 1 - CRISIS_FALSE), 0.5),
  );
  return { temperature, crisisFrom, thresholds };
}

/** An alarm that needs no second opinion. */
const CLEAR_ALARM = 0.6;

function crisisScorer(model: LinearModel) {
  const score = scorer(model);
  const at = model.classes.indexOf('crisis');
  return (features: Features) => softmax(score(features))[at] ?? 0;
}

/** Danger may stand in one clause of a long message. */
const clausesOf = (text: string): readonly string[] =>
  text
    .split(/[.!?؟;،,\n]+|\s(?:mutta|men|but|لكن|بس|laakiin|lakin)\s/iu)
    .map((clause) => clause.trim())
    .filter((clause) => clause.split(/\s+/).length >= 3 && clause.length < text.length)
    .slice(0, 12);

export type IntentPart = Pick<Understanding, 'intent' | 'score' | 'decision' | 'alternatives'>;

/** Reads the intent of a text: sure, likely or neither. */
export function intentMatcher(
  model: IntentModel,
): (text: string, lang: Lang | undefined, concepts: readonly Concept[]) => IntentPart {
  const score = scorer(model.wishes);
  const danger = crisisScorer(model.crisis);
  const words = new Set(model.crisis.keys);
  const round = ({ intent, score }: Guess): Guess => ({ intent, score: Math.round(score * 1_000) / 1_000 });
  return (text, lang, concepts) => {
    const features = featuresOf(text, signalsOf(concepts));
    const guesses = ranked(model.wishes.classes, softmax(score(features), model.settings.temperature)).slice(
      0,
      8,
    );
    const alarm = Math.max(
      danger(features),
      ...clausesOf(text).map((clause) => danger(featuresOf(clause)) * 0.97),
    );
    const real = guesses.filter(({ intent }) => intent !== 'none');
    // A faint alarm counts only where the wishes' own model thinks of danger, too: gibberish has no features to say no.
    const thoughtOf = guesses.slice(0, 4).some(({ intent }) => intent === 'crisis');
    const known = wordsOf(text).some(({ text: word }) => word.length > 2 && words.has(hash(`w${word}`)));
    if (alarm >= model.settings.crisisFrom && known && (thoughtOf || alarm >= CLEAR_ALARM)) {
      return {
        intent: 'crisis',
        score: Math.round(alarm * 1_000) / 1_000,
        decision: 'act',
        alternatives: real
          .filter(({ intent }) => intent !== 'crisis')
          .slice(0, 3)
          .map(round),
      };
    }
    const { act, confirm, none } = model.settings.thresholds[lang ?? 'en'];
    const nothing = guesses.find(({ intent }) => intent === 'none')?.score ?? 0;
    const [best = { intent: 'none', score: 0 }, ...others] = real;
    if (nothing >= none && nothing > best.score) {
      return {
        intent: 'none',
        score: round({ intent: 'none', score: nothing }).score,
        decision: 'none',
        alternatives: real.slice(0, 3).map(round),
      };
    }
    const decision = best.score >= act ? 'act' : best.score >= confirm ? 'confirm' : 'none';
    return { ...round(best), decision, alternatives: others.slice(0, 3).map(round) };
  };
}
