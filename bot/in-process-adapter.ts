import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder-core';

/** Runs Bot Framework turns inside this process: what a bot sends is collected, and goes out when the turn is committed. */
export class InProcessAdapter extends BotAdapter {
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const sent: Partial<Activity>[] = context.turnState.get(InProcessAdapter) ?? [];
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
    const context = new TurnContext(this, activity);
    await this.runMiddleware(context, logic);
    return context.turnState.get(InProcessAdapter) ?? [];
  }
}
