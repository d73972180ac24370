import { API } from './api.js';

/** Milliseconds until a stream that the server closed is tried again; EventSource itself tries only after a broken connection. */
const AGAIN = 3_000;

/**
 * Listens to a feed of the server and comes back by itself, with the number of the last event, whatever breaks.
 * @param {string} path below `/desk/api`
 * @param {string} after number of the last event that is known already; nothing: from the beginning
 * @param {Readonly<Record<string, (data: any) => void>>} events what to do with each event's data
 * @param {(connected: boolean) => void} onConnection
 * @returns {() => void} stops
 */
export function listen(path, after, events, onConnection) {
  let last = after;
  let stopped = false;
  /** @type {EventSource | undefined} */
  let source;
  /** @type {number | undefined} */
  let timer;

  function connect() {
    source = new EventSource(`${API}${path}${last && `?after=${encodeURIComponent(last)}`}`);
    source.addEventListener('open', () => onConnection(true));
    source.addEventListener('error', () => {
      if (stopped) return;
      onConnection(false);
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = window.setTimeout(connect, AGAIN);
    });
    for (const [name, hear] of Object.entries(events)) {
      source.addEventListener(name, (event) => {
        if (event.lastEventId) last = event.lastEventId;
        hear(JSON.parse(event.data));
      });
    }
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
  };
}
