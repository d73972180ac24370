import type { Knowledge } from '../../knowledge/index.ts';
import type { Text } from '../../locales/index.ts';

/** What is said at once to somebody whose message surely tells of danger. */
export const dangerHeard =
  ({ understand, base }: Knowledge) =>
  (text: string): Text | undefined => {
    const { intent, decision } = understand(text.slice(0, 2_000), undefined);
    return intent === 'crisis' && decision === 'act' ? base.answers.get('crisis')?.text : undefined;
  };
