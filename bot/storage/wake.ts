/** Tells this process what others write into the store. */
export interface Wake {
  /** Calls back with each key below `prefix` that somebody wrote, soon after it was kept. */
  listen(prefix: string, listener: (key: string) => void): void;
  /** Names keys whose changes are told within a second even where the message about them was lost. */
  follow(keys: () => readonly string[]): void;
  close(): Promise<void>;
}
