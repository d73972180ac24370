import type { Request, Response, Server } from 'restify';
import { turnOf } from '../conversations/conversations.ts';
import type { Sender } from '../conversations/delivery.ts';
import type { Guide } from '../conversations/turns.ts';
import type { Store } from '../storage/store.ts';
import type { Thread } from './thread.ts';

/** Each request as one thread, by its route: addresses and queries hold ids and tickets. */
export function threadRequests(server: Server, thread: Thread): void {
  server.pre((request: Request, response: Response, next) => {
    const fields = () => ({
      'http.request.method': request.method,
      'http.route': request.getRoute()?.path.toString(),
      'http.response.status_code': response.statusCode,
    });
    void thread.apart('request', fields, async () => {
      const closed = new Promise<void>((resolve) => response.once('close', resolve));
      next();
      await closed;
    });
  });
}

/** The guide, each of its turns named. */
export const threadedGuide =
  (guide: Guide, thread: Thread): Guide =>
  (activity, conversation) => {
    thread.name(activity.id ?? '');
    return thread.within(
      'turn',
      () => ({ 'guide.channel': activity.channelId }),
      () => guide(activity, conversation),
    );
  };

/** The store, its calls told by the kind of what is kept: keys hold ids. */
export function threadedStore(store: Store, thread: Thread): Store {
  const kind = (key: string) => () => ({ 'guide.collection': key.split('/')[0] });
  return {
    ...store,
    read: (key) => thread.within('store read', kind(key), () => store.read(key)),
    write: (key, ...rest) => thread.within('store write', kind(key), () => store.write(key, ...rest)),
    delete: (key) => thread.within('store delete', kind(key), () => store.delete(key)),
    list: (prefix) => thread.within('store list', kind(prefix), () => store.list(prefix)),
  };
}

/** A sender, each delivery a thread of its own: it may take place at another node, and long after. */
export const threadedSender = ({ channelId, send }: Sender, thread: Thread): Sender => ({
  channelId,
  send: (activity, address) =>
    thread.apart(
      'delivery',
      () => ({ 'guide.channel': channelId }),
      () => {
        thread.name(turnOf(activity));
        return send(activity, address);
      },
    ),
});
