/** What a button of a card sends when it is pressed, also long after its question was asked. */
export interface Button {
  /** The value of the choice. */
  readonly choice: string;
  /** What the seeker saw on it. */
  readonly label: string;
  /** The question that it answers, as `Line.asked` named it. */
  readonly asked: string;
}

/** Reads what a channel says was pressed; undefined: it is no button of ours. */
export function readButton(value: unknown): Button | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { choice, label, asked } = value as Readonly<Record<string, unknown>>;
  const isText = (one: unknown): one is string => typeof one === 'string' && one.length <= 500;
  return isText(choice) && isText(label) && isText(asked) ? { choice, label, asked } : undefined;
}
