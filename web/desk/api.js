/** @typedef {import('../../bot/desk/interface.ts').Refusal} Refusal */
/** What went wrong; `Offline`: the server was not reached. @typedef {Omit<Refusal, 'code'> & { readonly code: Refusal['code'] | 'Offline' }} Fault */
/** @template T @typedef {{ readonly ok: true, readonly value: T } | { readonly ok: false, readonly fault: Fault }} Answer */

export const API = '/desk/api';

/**
 * Asks the server; every refusal is a value.
 * @template [T=undefined]
 * @param {'GET' | 'POST' | 'PUT' | 'DELETE'} method
 * @param {string} path below `/desk/api`
 * @param {unknown} [body]
 * @returns {Promise<Answer<T>>}
 */
export async function ask(method, path, body) {
  try {
    const response = await fetch(`${API}${path}`, {
      method,
      headers: {
        ...(method !== 'GET' && { 'x-desk': '1' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return { ok: true, value: json };
    return { ok: false, fault: json?.error ?? { code: 'ServiceUnavailable', message: text } };
  } catch {
    return { ok: false, fault: { code: 'Offline', message: '' } };
  }
}

/**
 * The address of a case, or of something below it.
 * @param {string} id
 * @param {string} [rest] begins with "/"
 */
export const casePath = (id, rest = '') => `/cases/${encodeURIComponent(id)}${rest}`;

/** @param {Fault} fault */
export const isSessionFault = ({ code }) => code === 'NoSession' || code === 'SessionExpired';
