import { type Dialog, type Question, type Said, say } from '../../dialogs/dialog.ts';
import { dialogs } from '../../dialogs/index.ts';
import { type Reaction, react } from '../../dialogs/interruptions.ts';
import { heardToo } from '../../dialogs/second-wish.ts';
import type { DialogStack } from '../framework/dialog-stack.ts';
import type { Exchange } from './exchange.ts';
import { stepBack } from './trail.ts';

/** Performs what a message led to. */
export async function follow(stack: DialogStack, exchange: Exchange, reaction: Reaction): Promise<void> {
  if ('acts' in reaction) exchange.perform(reaction.acts);
  switch (reaction.does) {
    case 'repeat':
      return askAgain(stack, exchange);
    case 'rest':
      return exchange.ask(undefined);
    case 'back':
      if (!stepBack(exchange.session)) exchange.perform([say('guide.atStart')]);
      return askAgain(stack, exchange);
    case 'skip': {
      exchange.hear({ ...exchange.said(), skip: true });
      await stack.hear();
      if (!exchange.missed) return;
      exchange.pardon();
      return follow(stack, exchange, { does: 'repeat', acts: [say('guide.cannotSkip')] });
    }
    case 'call':
      return stack.begin(reaction.dialog, exchange.said());
    case 'goTo':
      return stack.replace(reaction.dialog, exchange.said());
  }
}

/** Serves the wish of a message, and offers the second where it has two. */
export async function serve(
  stack: DialogStack,
  exchange: Exchange,
  said: Said,
  atStart: boolean,
): Promise<void> {
  const { intent, also } = said.understood;
  await follow(stack, exchange, react(intent, atStart, said, exchange.scene()));
  exchange.session.also = also;
  if (also) exchange.perform([heardToo]);
}

/** Asks the open question as the last thing of the turn. */
export function askAgain(stack: DialogStack, exchange: Exchange): void {
  exchange.ask(questionOf(stack, exchange));
}

/** The question that is open; undefined: none is. */
export function questionOf(stack: DialogStack, exchange: Exchange): Question | undefined {
  const { active } = stack;
  if (!active) return undefined;
  const found: Dialog | undefined = dialogs[active.id as keyof typeof dialogs];
  return found?.ask(active.state.place, exchange.scene());
}
