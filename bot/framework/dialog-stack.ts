import type { TurnContext } from 'botbuilder-core';
import { DialogContext, DialogSet, type DialogState } from 'botbuilder-dialogs';
import type { Dialog, DialogName, Said } from '../../dialogs/dialog.ts';
import type { Activity } from '../activity.ts';
import type { RunningDialog, RunningDialogs } from '../conversations/conversation.ts';
import type { Exchange } from '../turn/exchange.ts';
import { InProcessAdapter } from './in-process-adapter.ts';
import { bringExchange, StackedDialog } from './stacked-dialog.ts';

/** The running dialogs of one conversation while one message is answered. */
export interface DialogStack {
  /** The dialog that waits for an answer; undefined: nothing has begun, or all has ended. */
  readonly active: RunningDialog | undefined;
  /** Starts a dialog on top of what runs, which goes on when it ends. `said`: the message that led there. */
  begin(dialog: DialogName, said?: Said): Promise<void>;
  /** The active dialog hears the message of this turn. */
  hear(): Promise<void>;
  /** Another dialog takes the place of the active one. */
  replace(dialog: DialogName, said?: Said): Promise<void>;
  /** Ends the active dialog; the question before is asked again. */
  end(): Promise<void>;
}

/** Runs a turn on a conversation's dialogs, which are changed in place; gives what `logic` wants sent, in order. */
export type RunTurn = (
  turn: { readonly activity: Activity; readonly running: RunningDialogs; readonly exchange: Exchange },
  logic: (stack: DialogStack) => Promise<readonly Partial<Activity>[]>,
) => Promise<readonly Partial<Activity>[]>;

/** Where the SDK looks for them (botbuilder-dialogs, dialogStateManager.js). */
const SCOPES = 'DialogStateManagerConfiguration';

/** Runs our dialogs with Bot Framework's: its turns, its dialog stack. */
export function createTurnRunner(dialogs: Readonly<Record<DialogName, Dialog>>): RunTurn {
  const adapter = new InProcessAdapter();
  const known = new DialogSet();
  for (const dialog of Object.values(dialogs)) known.add(new StackedDialog(dialog));
  /** The SDK's tables of memory scopes: it builds them anew for each turn where it does not find them. */
  let scopes: unknown;

  return ({ activity, running, exchange }, logic) =>
    adapter.turn(activity, async (context) => {
      bringExchange(context, exchange);
      if (scopes !== undefined) context.turnState.set(SCOPES, scopes);
      const stack = stackOf(known, context, running);
      scopes ??= context.turnState.get(SCOPES);
      const sent = await logic(stack);
      await context.sendActivities([...sent] as Parameters<TurnContext['sendActivities']>[0]);
    });
}

function stackOf(known: DialogSet, context: TurnContext, running: RunningDialogs): DialogStack {
  // As the SDK stores it; `StackedDialog` puts the place there.
  const dc = new DialogContext(known, context, running as DialogState);
  return {
    get active() {
      return dc.activeDialog as RunningDialog | undefined;
    },
    async begin(dialog, said) {
      await dc.beginDialog(dialog, { said });
    },
    async hear() {
      await dc.continueDialog();
    },
    async replace(dialog, said) {
      await dc.replaceDialog(dialog, { said });
    },
    async end() {
      await dc.endDialog();
    },
  };
}
