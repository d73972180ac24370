import { readFileSync } from 'node:fs';
import { LANGS } from '../../locales/index.ts';
import { startConversation, startGuide } from './conversation.ts';

/**
 * A seeker who goes on in another channel, as text: a title, then `~ channel` or `~ channel language` for where they write,
 * `~ 45 minutes later`, `>` for the seeker and `<` for the guide. The same place again is the same conversation.
 */
export function readAcross(file: URL): { readonly title: string; readonly expected: string } {
  const [title = '', ...body] = readFileSync(file, 'utf8').trim().split('\n\n');
  return { title: title.replace(/^# */, ''), expected: body.join('\n\n') };
}

/** Replays the seeker's side and writes down what really happened, in the same form. */
export async function replayAcross(expected: string): Promise<string> {
  const within = await startGuide();
  const places = new Map<string, Awaited<ReturnType<typeof startConversation>>>();
  let here: Awaited<ReturnType<typeof startConversation>> | undefined;
  const blocks: string[][] = [];
  const shown = (lines: readonly string[]) => lines.map((line) => `< ${line}`.trimEnd());
  for (const line of expected.split('\n').filter((one) => /^[~>] /.test(one))) {
    const later = /^~ (\d+) minutes later$/.exec(line)?.[1];
    if (later) {
      within.wait(Number(later));
      blocks.push([line]);
    } else if (line.startsWith('~ ')) {
      const [place = '', lang] = line.slice(2).split(' ');
      const locale = LANGS.find((one) => one === lang);
      const known = places.get(place);
      here =
        known ??
        (await startConversation({
          within,
          id: place,
          channel: place.replace(/-.*/, ''),
          ...(locale && { locale }),
        }));
      places.set(place, here);
      blocks.push([line, ...(known ? [] : shown(here.greeting))]);
    } else if (here) blocks.push([line, ...shown(await here.say(line.slice(2)))]);
  }
  if (within.failures.length > 0) blocks.push(['! a turn failed']);
  return blocks.map((block) => block.join('\n')).join('\n\n');
}
