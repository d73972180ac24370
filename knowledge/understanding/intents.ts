import type { Lang } from '../../locales/index.ts';
import type { Phrases } from '../base.ts';
import { dangerReader, type ReadPhrase, trainDanger } from './danger.ts';
import { featuresOf } from './features.ts';
import { type LinearModel, type Recipe, scorer, softmax, trainLinear } from './linear.ts';
import { twoWishes } from './two-wishes.ts';
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

/** How a model of so many examples is trained; measured on our own phrases and on public sets of ten examples an intent. */
export const recipeFor = (examples: number): Recipe =>
  examples < 5_000
    ? { epochs: 20, atLeast: 1, weigh: 'focus', steps: 'plain', hinge: 0.3 }
    : { epochs: 9, atLeast: 2, weigh: 'focus', steps: 'adaptive', hinge: 0 };

/** Wishes that cost nothing when misheard, since a kind sentence answers them: to ask back "do you mean a greeting?" is worse. */
const LIGHT = new Set(['greet', 'thank', 'affirm', 'deny']);
const LIGHT_FROM = 0.6;
/** Whether somebody is in danger is not asked among other things, unless it is likely. */
const CRISIS_OFFERED = 0.25;

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
type Read = ReadPhrase & Phrase;

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
  const recipe = recipeFor(read.length);
  const examples = read.map(({ features, intent }) => ({ features, label: intent }));
  return { wishes: trainLinear(examples, recipe), crisis: trainDanger(read, recipe) };
}

function ranked(classes: readonly string[], chances: Float32Array): readonly Guess[] {
  return classes.map((intent, c) => ({ intent, score: chances[c] ?? 0 })).sort((a, b) => b.score - a.score);
}

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[
    Math.max(0, Math.min(values.length - 1, Math.floor(values.length * q)))
  ] ?? 0;

/** Of the wishes acted on, at most so many may be wrong; of messages that are nothing to us, at most so many acted on and offered. */
const WRONG = 0.02;
const NONE_ACTED = 0.04;
const NONE_OFFERED = 0.6;
const CRISIS_FALSE = 0.02;

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

  const danger = dangerReader(crisis);
  const falseAlarms = aside
    .filter(({ intent }) => intent !== 'crisis')
    .map(({ text, features }) => danger(text, features));
  return { temperature, crisisFrom: quantile(falseAlarms, 1 - CRISIS_FALSE), thresholds };
}

export type IntentPart = Pick<Understanding, 'intent' | 'score' | 'decision' | 'alternatives' | 'also'>;

/** Reads the intent of a text: sure, likely or neither. */
export function intentMatcher(
  model: IntentModel,
): (text: string, lang: Lang | undefined, concepts: readonly Concept[]) => IntentPart {
  const score = scorer(model.wishes);
  const danger = dangerReader(model.crisis);
  const round = ({ intent, score }: Guess): Guess => ({ intent, score: Math.round(score * 1_000) / 1_000 });
  const read = (text: string, concepts: readonly Concept[]) => {
    const features = featuresOf(text, signalsOf(concepts));
    const chances = softmax(score(features), model.settings.temperature);
    const guesses = ranked(model.wishes.classes, chances).slice(0, 8);
    const nothing = guesses.find(({ intent }) => intent === 'none')?.score ?? 0;
    return { features, nothing, real: guesses.filter(({ intent }) => intent !== 'none') };
  };
  return (text, lang, concepts) => {
    const { act, confirm, none } = model.settings.thresholds[lang ?? 'en'];
    const { features, nothing, real } = read(text, concepts);
    const others = (taken: string) =>
      real
        .filter(({ intent, score }) => intent !== taken && (intent !== 'crisis' || score >= CRISIS_OFFERED))
        .slice(0, 3)
        .map(round);

    const [best = { intent: 'none', score: 0 }] = real;
    const alarm = danger(text, features);
    // Where danger is the likeliest of all wishes, half an alarm is enough.
    const from = model.settings.crisisFrom * (best.intent === 'crisis' ? 0.5 : 1);
    if (alarm >= from) {
      const crisis = round({ intent: 'crisis', score: alarm });
      return { ...crisis, decision: 'act', alternatives: others('crisis') };
    }
    const two = twoWishes(text, { ...best, sure: best.score >= act }, (part) => {
      const inside = concepts.filter(({ span: [from, to] }) => from >= part.from && to <= part.to);
      const [likely = { intent: 'none', score: 0 }] = read(part.text, inside).real;
      return { ...likely, sure: likely.score >= act };
    });
    if (two) {
      const [first, second] = two;
      return { ...round(first), decision: 'act', alternatives: others(first.intent), also: second.intent };
    }
    if (nothing >= none && nothing > best.score) {
      const guess = round({ intent: 'none', score: nothing });
      return { ...guess, decision: 'none', alternatives: others('none') };
    }
    // A number that was no choice is no wish either.
    const likely = best.score >= confirm && /\p{L}/u.test(text);
    const sure = best.score >= (LIGHT.has(best.intent) ? Math.min(act, LIGHT_FROM) : act);
    const decision = sure ? 'act' : likely ? 'confirm' : 'none';
    return { ...round(best), decision, alternatives: others(best.intent) };
  };
}
