import { type Question, say, tell } from '../../dialogs/dialog.ts';
import { profilePlan } from '../../dialogs/profile-lines.ts';
import type { DialogStack } from '../framework/dialog-stack.ts';
import type { Exchange } from '../turn/exchange.ts';
import { codeIn } from './code.ts';
import { putAway, putInto } from './guidance.ts';
import type { ReturnCodes } from './index.ts';

/** Before a message is heard: what was said before a pause on a shared phone is put away, and guidance that left is gone. `number`: of the message in the log. */
export async function makeRoom(
  exchange: Exchange,
  {
    codes,
    id,
    text,
    time,
    number,
  }: { codes: ReturnCodes; id: string; text: string; time: number; number: number },
): Promise<void> {
  const { session } = exchange;
  if (putAway(session, time)) {
    session.shared = { at: time, from: number, since: time };
    if (!codeIn(text)) exchange.perform([say('shared.fresh')]);
  } else if (await codes.leftFor(id, session)) exchange.perform([say('code.moved')]);
}

/** The code that a message brings; one among the words of a message to somebody else is theirs. */
export function codeBrought(text: string, asked: Question | undefined): string | undefined {
  return asked?.takes === 'message' && text.length > 20 ? undefined : codeIn(text);
}

/** Goes on with the guidance that the seeker said yes to. */
export async function bring(
  stack: DialogStack,
  exchange: Exchange,
  { codes, id, ask }: { codes: ReturnCodes; id: string; ask: () => void },
): Promise<void> {
  const wanted = exchange.errands.find((errand) => errand.do === 'bring');
  if (!wanted) return;
  const { session } = exchange;
  const guidance = await codes.take(wanted.name, id, session);
  if (!guidance) return exchange.perform([say('code.unknown')]);
  putInto(session, guidance);
  exchange.perform([say('code.brought'), ...profilePlan(exchange.scene()).map((line) => tell(line))]);
  if (stack.active) ask();
  else await stack.begin('welcome');
}

/** Keeps the codes that were given. */
export async function keepCodes(
  { errands, session }: Exchange,
  codes: ReturnCodes,
  id: string,
): Promise<void> {
  for (const errand of errands) {
    if (errand.do === 'keepCode') await codes.give(errand.code, id, session);
  }
}
