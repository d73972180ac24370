import { type Features, featuresOf, wordKeys } from './features.ts';
import { withoutFigures } from './figures-of-speech.ts';
import { type LinearModel, type Recipe, scorer, softmax, trainLinear } from './linear.ts';
import { saysDanger } from './plain-danger.ts';

/** A labelled phrase and what `featuresOf` saw in it. */
export interface ReadPhrase {
  readonly text: string;
  readonly intent: string;
  readonly lang: string;
  readonly features: Features;
}

/** Phrases put between two others of their language: danger and the rest as long messages have them. */
function* insideOthers(read: readonly ReadPhrase[]): Generator<ReadPhrase> {
  const calm = Map.groupBy(
    read.filter(({ intent }) => intent !== 'crisis'),
    ({ lang }) => lang,
  );
  for (const [at, { text, intent, lang }] of read.entries()) {
    // All of danger, and of the rest about as much again.
    if (intent !== 'crisis' && at % 15 > 0) continue;
    const others = calm.get(lang) ?? [];
    const other = (step: number) => others[(at * 7_919 + step) % Math.max(1, others.length)]?.text ?? '';
    const whole = `${other(0)}. ${text} ${other(5)}`;
    yield { text: whole, intent, lang, features: featuresOf(whole) };
  }
}

/** Tells danger from everything else, also where it is told in the middle of something long. */
export function trainDanger(read: readonly ReadPhrase[], recipe: Recipe): LinearModel {
  const examples = [...read, ...insideOthers(read)].map(({ features, intent }) => ({
    features,
    label: intent === 'crisis' ? 'crisis' : 'other',
  }));
  return trainLinear(examples, { ...recipe, epochs: 6 });
}

/** A clause has little around it that says no: it alarms alone only when it is very clear. */
const CLAUSE_CAUTION = 2;

const MOST_CLAUSES = 60;

/** A stretch without any stop is read in windows of so many words that overlap by half. */
const WINDOW = 16;

function clausesOf(text: string): readonly string[] {
  return text
    .split(/[.!?؟;،,\n]+|\s(?:mutta|men|but|لكن|بس|laakiin|lakin)\s/iu)
    .flatMap((clause) => {
      const words = clause.trim().split(/\s+/);
      if (words.length <= 1.5 * WINDOW) return [words];
      const starts = Array.from(
        { length: Math.ceil((2 * words.length) / WINDOW) - 1 },
        (_, i) => (i * WINDOW) / 2,
      );
      return starts.map((from) => words.slice(from, from + WINDOW));
    })
    .filter((words) => words.length >= 3)
    .map((words) => words.join(' '))
    .filter((clause) => clause.length < text.length)
    .slice(0, MOST_CLAUSES);
}

/** How much a text sounds of danger, 0 to 1; 0 where it has no word that the model has seen. */
export function dangerReader(model: LinearModel): (text: string, features: Features) => number {
  const score = scorer(model);
  const at = model.classes.indexOf('crisis');
  const known = new Set(model.keys);
  const alarm = (features: Features, caution = 0) => {
    const scores = score(features);
    scores[at] = (scores[at] ?? 0) - caution;
    return softmax(scores)[at] ?? 0;
  };
  return (said, features) => {
    const text = withoutFigures(said);
    if (saysDanger(text)) return 1;
    // Gibberish has no features to say no.
    if (!wordKeys(text).some((key) => known.has(key))) return 0;
    return Math.max(
      alarm(text === said ? features : featuresOf(text)),
      ...clausesOf(text).map((clause) => alarm(featuresOf(clause), CLAUSE_CAUTION)),
    );
  };
}
