/** The connection states in which the Direct Line client has given up: token expired, failed to connect, ended. */
const GIVEN_UP = 3;

/** @typedef {'open' | 'broken' | 'over'} Connection */

/**
 * Tells when the stream of messages breaks and when it is there again. The Direct Line client comes back by itself but says
 * nothing of it, so its WebSockets are watched; call this before it is created.
 * @param {(state: Connection) => void} listener
 * @returns {(directLine: import('./web-chat.js').DirectLine) => void} watches for the client giving up
 */
export function watchConnection(listener) {
  /** @type {WebSocket | undefined} */
  let stream;
  window.WebSocket = class extends WebSocket {
    /**
     * @param {string | URL} url
     * @param {string | string[]} [protocols]
     */
    constructor(url, protocols) {
      super(url, protocols);
      stream = this;
      this.addEventListener('open', () => listener('open'));
      this.addEventListener('close', () => listener('broken'));
    }
  };
  addEventListener('offline', () => listener('broken'));
  addEventListener('online', () => {
    if (stream?.readyState === WebSocket.OPEN) listener('open');
  });
  return ({ connectionStatus$ }) =>
    connectionStatus$.subscribe((status) => {
      if (status >= GIVEN_UP) listener('over');
    });
}
