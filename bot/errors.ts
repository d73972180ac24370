/** An error we expect and can explain: `code` for logs and tests, the message for the operator. */
export abstract class GuideError extends Error {
  abstract readonly code: string;
}

/** The settings are wrong; lists every problem. */
export class ConfigError extends GuideError {
  override readonly name = 'ConfigError';
  readonly code = 'config.invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['Fix these settings:', ...problems].join('\n  '));
    this.problems = problems;
  }
}

/** Somebody else wrote the key since it was read: read again and decide anew. */
export class StaleWrite extends GuideError {
  override readonly name = 'StaleWrite';
  readonly code = 'store.stale';

  constructor(key: string) {
    super(`${key} was changed by somebody else since it was read`);
  }
}

/** Another process took over what this one held for too long. */
export class LeaseLost extends GuideError {
  override readonly name = 'LeaseLost';
  readonly code = 'lease.lost';

  constructor(what: string) {
    super(`${what} is held by another process now`);
  }
}

/** The folder belongs to another running process. */
export class StoreInUse extends GuideError {
  override readonly name = 'StoreInUse';
  readonly code = 'store.in-use';

  constructor(folder: string, owner: string) {
    super(`${folder} is used by ${owner}. Stop that process first, or name another folder with DATA_DIR.`);
  }
}

/** A stored value cannot be read; it was set aside so that everything else goes on. */
export class CorruptValue extends GuideError {
  override readonly name = 'CorruptValue';
  readonly code = 'store.corrupt';

  constructor(key: string, aside: string, cause: unknown) {
    super(`${key} cannot be read and was set aside as ${aside}`, { cause });
  }
}

/** A store, a backup or what was asked for cannot be used like this; the message says what to do. */
export class StoreProblem extends GuideError {
  override readonly name = 'StoreProblem';
  readonly code = 'store.problem';
}
