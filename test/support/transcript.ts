import { readFileSync } from 'node:fs';
import type { Lang } from '../../locales/index.ts';
import { startConversation } from './conversation.ts';

/** A transcript file: a title, `name: value` settings, then `>` for the seeker and `<` for the guide. */
export interface Transcript {
  readonly head: string;
  readonly title: string;
  readonly settings: { readonly locale?: Lang; readonly channel?: string };
  readonly expected: string;
  readonly said: readonly string[];
}

export function readTranscript(file: URL): Transcript {
  const [head = '', ...body] = readFileSync(file, 'utf8').trim().split('\n\n');
  const [title = '', ...settings] = head.split('\n');
  const expected = body.join('\n\n');
  return {
    head,
    title: title.replace(/^# */, ''),
    settings: Object.fromEntries(settings.map((line) => line.split(': '))) as Transcript['settings'],
    expected,
    said: expected
      .split('\n')
      .filter((line) => line.startsWith('> '))
      .map((line) => line.slice(2)),
  };
}

/** Replays the seeker's side and writes down what really happened, in the same form. */
export async function replay({ said, settings }: Transcript): Promise<string> {
  const conversation = await startConversation(settings);
  const guide = (lines: readonly string[]) => lines.map((line) => `< ${line}`.trimEnd());
  const blocks = [guide(conversation.greeting)];
  for (const text of said) blocks.push([`> ${text}`, ...guide(await conversation.say(text))]);
  if (conversation.failures.length > 0) blocks.push(['! a turn failed']);
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}
