import typed from '../locales/commands.json' with { type: 'json' };
import { LANGS, type Lang } from '../locales/index.ts';
import {
  type Act,
  type DialogName,
  phrase,
  type Question,
  type Said,
  type Scene,
  say,
  tell,
  words,
} from './dialog.ts';
import { HEARD, plainly } from './picking.ts';
import { profileLines } from './profile-lines.ts';

/** What the guide does with a wish that is not an answer to the question it asked. */
export type Reaction =
  /** Says something, then asks the same question again. */
  | { readonly does: 'repeat'; readonly acts: readonly Act[] }
  /** Says something and leaves it at that; the place is kept. */
  | { readonly does: 'rest'; readonly acts: readonly Act[] }
  | { readonly does: 'back' }
  | { readonly does: 'skip' }
  /** Another dialog runs first, then the same question is asked again. */
  | { readonly does: 'call'; readonly dialog: DialogName; readonly acts: readonly Act[] }
  /** Another dialog takes over. */
  | { readonly does: 'goTo'; readonly dialog: DialogName; readonly acts: readonly Act[] };

const repeat = (...acts: readonly Act[]): Reaction => ({ does: 'repeat', acts });
const call = (dialog: DialogName, ...acts: readonly Act[]): Reaction => ({ does: 'call', dialog, acts });

/** Short commands that mean one thing only, whatever was asked; `locales/commands.json` says how they are typed. */
export const COMMANDS = [
  'help',
  'repeat',
  'back',
  'skip',
  'why',
  'language',
  'person',
  'start-over',
  'profile',
  'my-data',
  'goodbye',
  'code',
  'shared-phone',
  'guide',
  'leave-queue',
] as const;
export type Command = (typeof COMMANDS)[number];

/** How a text is compared with what is typed for commands; signs alone, such as "?", stay as they are. */
const typedForm = (text: string): string => plainly(text) || text.trim();

/** Each language's ways of typing commands; where two commands are typed alike, the first counts. */
const commandsIn: ReadonlyMap<Lang, ReadonlyMap<string, Command>> = new Map(
  LANGS.map((lang) => [
    lang,
    new Map(
      [...COMMANDS]
        .reverse()
        .flatMap((command) => typed[command][lang].map((way) => [typedForm(way), command])),
    ),
  ]),
);

/** The command that a message is, when it is nothing else: in the language of the conversation, else in any of the five. */
export function commandOf(text: string, lang: Lang): Command | undefined {
  const said = typedForm(text);
  return [lang, ...LANGS]
    .map((one) => commandsIn.get(one)?.get(said))
    .find((command) => command !== undefined);
}

/** Wishes that lead into the interview when the seeker stands at its beginning. */
const LEADS: Readonly<Record<string, DialogName>> = {
  'recognise-competence': 'competences',
  'prior-learning': 'competences',
  'plan-pathway': 'wish',
  'find-training': 'wish',
  'change-career': 'wish',
  'find-work': 'wish',
};

/** What a command does. */
export function obey(command: Command, asked: Question | undefined, said: Said, scene: Scene): Reaction {
  switch (command) {
    case 'help':
      return repeat(say('guide.help'));
    case 'repeat':
      return repeat();
    case 'back':
      return { does: 'back' };
    case 'skip':
      return { does: 'skip' };
    case 'why':
      return repeat(tell(asked?.why ?? phrase('guide.why')));
    case 'language':
      return react('change-language', false, said, scene);
    case 'person':
      return call('person');
    case 'start-over':
      return call('start-over');
    case 'profile':
      return react('my-profile', false, said, scene);
    case 'my-data':
      return react('my-data-export', false, said, scene);
    case 'goodbye':
      return react('goodbye', false, said, scene);
    case 'code':
      return repeat({ do: 'giveCode' });
    case 'shared-phone':
      return repeat(say('shared.on'), { do: 'giveCode' }, { do: 'share' });
    case 'guide':
      return repeat();
    case 'leave-queue':
      return scene.desk.mine === 'waiting'
        ? repeat({ do: 'leaveQueue' }, say('person.left'))
        : repeat(say('person.notWaiting'));
  }
}

/** What the guide does when somebody wants `intent`; `atStart`: no interview is under way. */
export function react(intent: string, atStart: boolean, said: Said, scene: Scene): Reaction {
  const lead = LEADS[intent];
  if (atStart && lead) return { does: 'goTo', dialog: lead, acts: [] };
  // Whoever says what they are ("I am a doctor") hears how it counts, and is heard.
  if (atStart && intent === 'recognise-qualification' && tellsTrade(said))
    return { does: 'goTo', dialog: 'competences', acts: answer(intent, scene) };
  switch (intent) {
    case 'crisis':
      return danger(scene);
    case 'help':
      return repeat(say('guide.help'));
    case 'go-back':
      return { does: 'back' };
    case 'start-over':
      return call('start-over');
    case 'change-language': {
      const wanted = said.understood.concepts.find(({ type }) => type === 'language')?.id;
      const known = LANGS.find((lang) => lang === wanted);
      if (known) return repeat({ do: 'speak', lang: known }, say('guide.nowSpeaking'));
      return call('language');
    }
    case 'talk-to-person':
      return call('person');
    case 'my-coach':
      return call('person', ...answer(intent, scene));
    case 'my-data-delete':
      return call('my-data');
    case 'my-data-export':
      return repeat({ do: 'export' });
    case 'my-profile':
      return repeat(...profileLines(scene));
    case 'goodbye':
      return { does: 'rest', acts: answer(intent, scene) };
    case 'affirm':
    case 'deny':
      return repeat(say('guide.pickOne'));
    case 'provider-info':
      return repeat(...aboutInstitution(said, scene));
    default:
      return repeat(...answer(intent, scene));
  }
}

const tellsTrade = ({ text, understood: { concepts } }: Said): boolean =>
  !/[?؟]\s*$/.test(text) && concepts.some(({ type, score }) => type === 'occupation' && score >= TRADE_FROM);
const TRADE_FROM = 0.8;

/** The emergency and crisis numbers, then whether a human is wanted. */
export const danger = (scene: Scene): Reaction =>
  call(
    'safety',
    ...answer('crisis', scene),
    { do: 'because', reason: 'danger' },
    // Who waits already is to be seen as urgent.
    ...(scene.desk.mine === 'waiting' ? [{ do: 'openCase' } as const] : []),
  );

/** The answer of the knowledge base to an intent, with its page where it names one. */
export function answer(intent: string, { knowledge }: Scene): readonly Act[] {
  const found = knowledge.base.answers.get(intent);
  if (!found) return [say('guide.noAnswer')];
  return [tell(words(found.text)), ...(found.url ? [say('guide.readMore', { url: found.url })] : [])];
}

function aboutInstitution({ understood }: Said, scene: Scene): readonly Act[] {
  const named = understood.concepts.filter(({ type, score }) => type === 'institution' && score >= HEARD);
  const found = named
    .map(({ id }) => scene.knowledge.base.institutions.get(id))
    .filter((one) => one !== undefined);
  if (found.length === 0) return answer('provider-info', scene);
  return found
    .slice(0, 2)
    .flatMap(({ what, url }) => [tell(words(what)), ...(url ? [say('guide.readMore', { url })] : [])]);
}
