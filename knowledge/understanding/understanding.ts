import type { Lang } from '../../locales/index.ts';

export type ConceptType =
  | 'occupation'
  | 'competence'
  | 'field'
  | 'card'
  | 'municipality'
  | 'institution'
  | 'country'
  | 'education-level'
  | 'language-level'
  | 'duration'
  | 'number'
  | 'answer'
  | 'language';

/** Something of the knowledge base (or a plain value) found in a text. */
export interface Concept {
  /** Id of the entry; `yes`, `no`, `dont-know` for an answer; months for a duration; the value for a number. */
  readonly id: string;
  readonly type: ConceptType;
  /** Where in the text, in UTF-16 code units: from, to (exclusive). */
  readonly span: readonly [number, number];
  /** 0 to 1; at 0.8 or more it may be offered as heard, from 0.45 as "did you mean". */
  readonly score: number;
  /** The words of the text that matched. */
  readonly word: string;
}

export interface Guess {
  readonly intent: string;
  /** Calibrated confidence, 0 to 1. */
  readonly score: number;
}

/** What a text was understood to be. */
export interface Understanding {
  /** Null where a text has no language (digits, names, emoji); `unsupported` for other languages. */
  readonly lang: Lang | 'unsupported' | null;
  readonly langConfidence: number;
  /** Always the best guess. */
  readonly intent: string;
  readonly score: number;
  /** What the guide does with it: act on `intent`, offer it with the first two of `alternatives`, or neither. */
  readonly decision: 'act' | 'confirm' | 'none';
  readonly alternatives: readonly Guess[];
  /** A second wish, where a message clearly has two. */
  readonly also?: string;
  readonly concepts: readonly Concept[];
}

/** Reads a text; `lang` is the language of the conversation, where there is one. Pure and synchronous. */
export type Understand = (text: string, lang?: Lang) => Understanding;
