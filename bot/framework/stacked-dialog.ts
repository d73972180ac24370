import type { TurnContext } from 'botbuilder-core';
import { Dialog as BotDialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Dialog, Place, Said, Turn } from '../../dialogs/dialog.ts';
import type { Exchange } from '../turn/exchange.ts';

const KEY = Symbol('exchange');
/** Lets the dialogs of a turn know its message and replies. */
export const bringExchange = (context: TurnContext, exchange: Exchange) =>
  context.turnState.set(KEY, exchange);
/** @throws TypeError when a dialog runs outside the guide */
function exchangeOf(context: TurnContext): Exchange {
  const exchange: unknown = context.turnState.get(KEY);
  if (!exchange) throw new TypeError('a dialog ran outside the guide');
  return exchange as Exchange;
}

/** What Bot Framework stores between messages for one running dialog. */
interface Memory {
  place: Place;
}

/** A dialog only runs while it is on the stack, so its memory is always there. */
const memoryOf = (dc: DialogContext) => dc.activeDialog?.state as Memory;

/** Runs one of our pure dialogs on the Bot Framework dialog stack. */
export class StackedDialog extends BotDialog {
  readonly #dialog: Dialog;

  constructor(dialog: Dialog) {
    super(dialog.name);
    this.#dialog = dialog;
  }

  override beginDialog(dc: DialogContext, led?: { said?: Said }): Promise<DialogTurnResult> {
    return this.#take(dc, this.#dialog.begin(exchangeOf(dc.context).scene(), led?.said));
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const exchange = exchangeOf(dc.context);
    return this.#take(dc, this.#dialog.hear(memoryOf(dc).place, exchange.said(), exchange.scene()));
  }

  /** The dialog that was called is done: the question that it interrupted is asked again. */
  override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    this.#ask(dc);
    return BotDialog.EndOfTurn;
  }

  override async repromptDialog(context: TurnContext, instance: { state: Memory }): Promise<void> {
    const exchange = exchangeOf(context);
    const asked = this.#dialog.ask(instance.state.place, exchange.scene());
    if (asked) exchange.ask(asked);
  }

  #ask(dc: DialogContext): void {
    const exchange = exchangeOf(dc.context);
    const asked = this.#dialog.ask(memoryOf(dc).place, exchange.scene());
    if (asked) exchange.ask(asked);
  }

  async #take(dc: DialogContext, { acts, next }: Turn): Promise<DialogTurnResult> {
    const exchange = exchangeOf(dc.context);
    exchange.perform(acts);
    switch (next.kind) {
      case 'wait':
        memoryOf(dc).place = next.place;
        this.#ask(dc);
        return BotDialog.EndOfTurn;
      case 'goTo':
        return dc.replaceDialog(next.dialog, { said: exchange.said() });
      case 'call':
        return dc.beginDialog(next.dialog, { said: exchange.said() });
      case 'restart':
        await dc.cancelAllDialogs();
        return dc.beginDialog(next.dialog, {});
      case 'end':
        return dc.endDialog();
      case 'unheard':
        exchange.unheard();
        return BotDialog.EndOfTurn;
    }
  }
}
