import { readFileSync } from 'node:fs';
import type { Lang } from '../../locales/index.ts';
import { startConversation } from './conversation.ts';

/** A transcript file: a title, `name: value` settings, then `>` for the seeker, `<` for what the seeker is shown, and `@` for what somebody at the desk does. */
export interface Transcript {
  readonly head: string;
  readonly title: string;
  readonly settings: { readonly locale?: Lang; readonly channel?: string; readonly time?: string };
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
    said: expected.split('\n').filter((line) => /^[>@] /.test(line)),
  };
}

/** Replays what the seeker and the desk do and writes down what really happened, in the same form. */
export async function replay({ said, settings }: Transcript): Promise<string> {
  const conversation = await startConversation(settings);
  const guide = (lines: readonly string[]) => lines.map((line) => `< ${line}`.trimEnd());
  const blocks = [guide(conversation.greeting)];
  for (const line of said) {
    const text = line.slice(2);
    const shown = line.startsWith('>') ? await conversation.say(text) : await conversation.desk(text);
    blocks.push([line, ...guide(shown)]);
  }
  if (conversation.failures.length > 0) blocks.push(['! a turn failed']);
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}
