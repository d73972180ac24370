import type { Lang } from '../../locales/index.ts';
import { type Features, featuresOf, wordKeys } from './features.ts';
import { withoutFigures } from './figures-of-speech.ts';
import type { Scorer } from './linear.ts';
import { saysDanger } from './plain-danger.ts';

/** A clause has little around it that says no: it alarms alone only when it is clear, and the clearer the less the whole sounds of danger. */
const CLAUSE_CAUTION = 1.5;
const WHOLE_SAYS_NO = 0.15;
/** Where danger is the likeliest of all that may be meant, less is enough. */
const LIKELIEST = 1;

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

/**
 * How much a text or a clause of it sounds of danger, in log-odds, by the model of all wishes: measured against a model of danger
 * alone, it finds more with fewer false alarms, for it knows what else may be meant. Infinite where danger is said outright; minus
 * infinity where it knows no word of the text.
 */
export function dangerReader({
  classes,
  score,
  knows,
}: Scorer): (text: string, features: Features, lang?: Lang) => number {
  const danger = classes.indexOf('crisis');
  const alarm = (features: Features) => {
    const scores = score(features);
    const own = scores[danger] ?? 0;
    scores[danger] = -Infinity;
    const most = Math.max(...scores);
    let others = 0;
    for (const one of scores) others += Math.exp(one - most);
    return { odds: own - most - Math.log(others), likeliest: own > most };
  };
  return (said, features, lang) => {
    const text = withoutFigures(said);
    if (saysDanger(text)) return Infinity;
    // Gibberish has no features to say no.
    if (!wordKeys(text).some(knows)) return -Infinity;
    const { odds, likeliest } = alarm(text === said ? features : featuresOf(text, [], lang));
    const caution = CLAUSE_CAUTION + WHOLE_SAYS_NO * Math.max(0, -odds);
    return Math.max(
      odds + (likeliest ? LIKELIEST : 0),
      ...clausesOf(text).map((clause) => alarm(featuresOf(clause, [], lang)).odds - caution),
    );
  };
}
