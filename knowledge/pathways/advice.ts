import type { StepKind } from '../schema/entries.ts';

/** A fact of the profile by its path, such as `skills.finnish` or `constraints`. */
export type FactPath = string;

/** Why something is recommended, checked or refused: the rule that says so, and the facts of the profile it rests on. Rendered by `reasonPhrase`. */
export interface Reason {
  readonly rule: string;
  /** The text of the reason: an id of `rules.json`. */
  readonly key: string;
  /** Ids and plain values to put into the text; ids are named in the reader's language when rendered. */
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
  /** Facts that the profile holds; never one that is unknown. Empty only where nothing is known but the language. */
  readonly from: readonly FactPath[];
}

export interface Step {
  readonly kind: StepKind;
  /** Id of a service, training, card or occupation of the knowledge base. */
  readonly item: string;
  /** Id of the institution; absent where there are many (a card, a job). */
  readonly provider?: string;
  /** Shortest and longest length in weeks. */
  readonly weeks?: readonly [number, number];
  /** Can be begun this week; exactly one step of each pathway. */
  readonly thisWeek: boolean;
  readonly because: readonly Reason[];
  /** What to check before counting on it. */
  readonly check: readonly Reason[];
}

/** Ways to one goal: into work first, paid while learning, or the whole qualification. */
export type Way = 'fast' | 'paid' | 'thorough';
export type Fit = 'good' | 'possible' | 'needs-first';

export interface Pathway {
  /** Id of an occupation, or `guidance` where no occupation can be named yet. */
  readonly to: string;
  readonly way: Way;
  readonly fit: Fit;
  /** Why this goal. */
  readonly because: readonly Reason[];
  readonly steps: readonly Step[];
  readonly gap: readonly {
    readonly competence: string;
    readonly have: 0 | 1 | 2 | 3;
    readonly need: 1 | 2 | 3;
  }[];
}

export interface Advice {
  /** At most three, best first. */
  readonly pathways: readonly Pathway[];
  /** Facts of which some answer would change the pathways, most useful first; `matters` is how much an answer is expected to change, of 1000. */
  readonly ask: readonly { readonly fact: FactPath; readonly matters: number }[];
  readonly notFitting: readonly { readonly item: string; readonly because: readonly Reason[] }[];
  readonly unmet: readonly {
    readonly wish: string;
    readonly place?: string;
    readonly language?: string;
    readonly constraint?: string;
  }[];
  /** Version of the rules. */
  readonly rules: string;
}
