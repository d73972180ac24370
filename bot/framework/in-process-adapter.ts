import {
  BotAdapter,
  type ResourceResponse,
  type Activity as SdkActivity,
  TurnContext,
} from 'botbuilder-core';
import type { Activity } from '../activity.ts';

/** Runs Bot Framework turns inside this process: what a bot sends is collected, and goes out when the turn is committed. */
export class InProcessAdapter extends BotAdapter {
  override async sendActivities(
    context: TurnContext,
    activities: Partial<SdkActivity>[],
  ): Promise<ResourceResponse[]> {
    const sent: Partial<SdkActivity>[] = context.turnState.get(InProcessAdapter) ?? [];
    context.turnState.set(InProcessAdapter, [...sent, ...activities]);
    return activities.map((_, index) => ({ id: String(sent.length + index) }));
  }

  override async updateActivity(): Promise<void> {
    throw new TypeError('a message that was sent is not changed');
  }

  override async deleteActivity(): Promise<void> {
    throw new TypeError('a message that was sent is not deleted');
  }

  override async continueConversation(): Promise<void> {
    throw new TypeError('conversations are continued through their turns');
  }

  /** Runs one turn and gives what was sent, in order. */
  async turn(
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<readonly Partial<Activity>[]> {
    const context = new TurnContext(this, sdk(activity) as SdkActivity);
    await this.runMiddleware(context, logic);
    return context.turnState.get(InProcessAdapter) ?? [];
  }
}

/** The SDK wants times as dates and lists that may be changed, neither of which is touched on this way. */
export const sdk = (activity: Partial<Activity>) => activity as unknown as Partial<SdkActivity>;
