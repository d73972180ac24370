import { type Said, say } from '../../dialogs/dialog.ts';
import type { DialogStack } from '../framework/dialog-stack.ts';
import type { Exchange } from './exchange.ts';
import { follow } from './follow.ts';

/** After so many messages in a row that were not understood, a human is offered. */
const PATIENCE = 3;

/**
 * Not understood: offers what was likely meant, or asks for other words; then the menu; then a human. What stands there already is
 * not said again: the next rung is taken.
 */
export async function climb(stack: DialogStack, exchange: Exchange, said: Said): Promise<void> {
  const { session } = exchange;
  const { lang, decision } = said.understood;
  const at = stack.active?.id;
  session.missed += 1;
  if (lang === 'unsupported' && at !== 'language')
    return follow(stack, exchange, { does: 'call', dialog: 'language', acts: [] });
  // What was likely meant, or which language, has been asked in vain: back to the question before.
  if (at === 'meaning' || at === 'language') await stack.end();
  if (session.missed >= PATIENCE) {
    session.missed = 0;
    if (stack.active?.id !== 'offer-person')
      return follow(stack, exchange, { does: 'call', dialog: 'offer-person', acts: [] });
    return follow(stack, exchange, { does: 'repeat', acts: [say('guide.help')] });
  }
  if (decision === 'confirm' && at !== 'meaning')
    return follow(stack, exchange, { does: 'call', dialog: 'meaning', acts: [] });
  return follow(stack, exchange, {
    does: 'repeat',
    acts: [say(session.missed === 1 ? 'guide.rephrase' : 'guide.rephraseAgain')],
  });
}
