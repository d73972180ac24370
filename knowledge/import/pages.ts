import type { Fetch } from './network.ts';
import { bytesSource, fileSource, type Source } from './source.ts';

/** The pages of a reply, counted from 1; undefined where there is none. */
export type Pages = (page: number) => Promise<Source | undefined>;

/** More pages than any reply has: a server that never ends is left. */
export const MOST_PAGES = 2000;

/** A file is one page. */
export const filePages =
  (path: string): Pages =>
  async (page) =>
    page === 1 ? fileSource(path) : undefined;

/** Pages from the network, asked for by a number in the address. */
export const networkPages =
  (address: URL, fetch: Fetch, more: Readonly<Record<string, string>> = {}): Pages =>
  async (page) => {
    const url = new URL(address);
    for (const [name, value] of Object.entries(more))
      if (!url.searchParams.has(name)) url.searchParams.set(name, value);
    url.searchParams.set('page', String(page));
    const bytes = await fetch(url);
    return bytes && bytesSource(url.href, bytes);
  };
