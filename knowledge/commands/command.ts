/** What a command of the knowledge base is given. */
export interface Asked {
  /** The words after the name of the command. */
  readonly args: readonly string[];
  /** The folder of the knowledge base, ending in a slash. */
  readonly base: URL;
  /** The local day, such as "2026-11-23". */
  readonly today: string;
}

/** What a command has to say; `exitCode` 1 where something is to be mended, 2 where it was called wrongly. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly exitCode?: 0 | 1 | 2;
}

/** One command of `npm run knowledge -- …`. */
export type Command = (asked: Asked) => Outcome | Promise<Outcome>;

/** The outcome of a command that was called wrongly. */
export const usage = (...lines: readonly string[]): Outcome => ({ lines, exitCode: 2 });
