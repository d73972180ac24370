import type { Lang } from '../../locales/index.ts';
import { dangerReader } from './danger.ts';
import { featuresOf } from './features.ts';
import { type LinearModel, scorer, softmax } from './linear.ts';
import { afterGreeting, isWish, type Part, twoWishes } from './two-wishes.ts';
import type { Concept, Guess, Understanding } from './understanding.ts';

/** How sure the matcher must be, per language; set on phrases it was not trained on. */
export interface Thresholds {
  readonly act: number;
  /** From here on a message is too likely nothing to us for anything to be offered: tells more than how likely the best guess is. */
  readonly none: number;
}

/** A guess less likely than this is not offered. */
const LEAST_OFFERED = 0.12;

/** What `trainIntents` learned: one model over all five languages (measured against one each: as right, a quarter of the size), and how far to trust it. */
export interface IntentModel {
  readonly wishes: LinearModel;
  readonly settings: IntentSettings;
}

export interface IntentSettings {
  readonly temperature: number;
  /** In log-odds, as `dangerReader` gives them. */
  readonly crisisFrom: number;
  readonly thresholds: Readonly<Record<Lang, Thresholds>>;
}

/** Wishes that cost nothing when misheard, since a kind sentence answers them: to ask back "do you mean a greeting?" is worse. */
const LIGHT = new Set(['greet', 'thank', 'affirm', 'deny']);
const LIGHT_FROM = 0.6;
/** A wish this likely after a greeting is asked about; the greeting alone is no answer to it. */
const AFTER_GREETING = 0.4;
/** Whether somebody is in danger is not asked among other things, unless it is likely. */
const CRISIS_OFFERED = 0.25;

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

/** The classes with their chances, likeliest first. */
export function rankedBy(classes: readonly string[], chances: Float32Array): readonly Guess[] {
  return classes.map((intent, c) => ({ intent, score: chances[c] ?? 0 })).sort((a, b) => b.score - a.score);
}

export type IntentPart = Pick<Understanding, 'intent' | 'score' | 'decision' | 'alternatives' | 'also'>;

/** Reads the intent of a text: sure, likely or neither. */
export function intentMatcher(
  model: IntentModel,
): (text: string, lang: Lang | undefined, concepts: readonly Concept[]) => IntentPart {
  const reader = scorer(model.wishes);
  const danger = dangerReader(reader);
  const round = ({ intent, score }: Guess): Guess => ({ intent, score: Math.round(score * 1_000) / 1_000 });
  const read = (text: string, lang: Lang | undefined, concepts: readonly Concept[]) => {
    const features = featuresOf(text, signalsOf(concepts), lang);
    const chances = softmax(reader.score(features), model.settings.temperature);
    const guesses = rankedBy(model.wishes.classes, chances).slice(0, 8);
    const nothing = guesses.find(({ intent }) => intent === 'none')?.score ?? 0;
    const isReal = ({ intent, score }: Guess) =>
      intent !== 'none' && (intent !== 'crisis' || score >= CRISIS_OFFERED);
    return { features, nothing, real: guesses.filter(isReal) };
  };
  return (text, lang, concepts) => {
    const { act, none } = model.settings.thresholds[lang ?? 'en'];
    const { features, nothing, real } = read(text, lang, concepts);
    const others = (taken: string) =>
      real
        .filter(({ intent }) => intent !== taken)
        .slice(0, 3)
        .map(round);

    const [best = { intent: 'none', score: 0 }] = real;
    const alarm = danger(text, features, lang);
    if (alarm >= model.settings.crisisFrom) {
      const crisis = round({ intent: 'crisis', score: 1 / (1 + Math.exp(-alarm)) });
      return { ...crisis, decision: 'act', alternatives: others('crisis') };
    }
    if (nothing >= none) {
      const guess = nothing > best.score ? { intent: 'none', score: nothing } : best;
      return { ...round(guess), decision: 'none', alternatives: others(guess.intent) };
    }
    const readPart = ({ text, from, to }: Part) => {
      const inside = concepts.filter(({ span }) => span[0] >= from && span[1] <= to);
      const [likely = { intent: 'none', score: 0 }] = read(text, lang, inside).real;
      return {
        ...likely,
        sure: likely.score >= (LIGHT.has(likely.intent) ? Math.min(act, LIGHT_FROM) : act),
      };
    };
    const sure = best.score >= act;
    const two = twoWishes(text, { ...best, sure }, readPart);
    if (two) {
      const [first, second] = two;
      return { ...round(first), decision: 'act', alternatives: others(first.intent), also: second.intent };
    }
    const light = LIGHT.has(best.intent);
    const rest = sure && !light ? undefined : afterGreeting(text, readPart);
    const after = rest && readPart(rest);
    // What follows a greeting is what is meant, where it is clear, or likely and nothing else was said.
    const follows = after && isWish(after.intent) && (after.sure || (light && after.score >= AFTER_GREETING));
    const meant = follows ? after : { ...best, sure: sure || (light && best.score >= LIGHT_FROM) };
    // A number that was no choice is no wish either.
    const likely = meant.score >= LEAST_OFFERED && /\p{L}/u.test(text);
    const decision = meant.sure ? 'act' : likely ? 'confirm' : 'none';
    return { ...round(meant), decision, alternatives: others(meant.intent) };
  };
}
