import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that speaks as LibreTranslate does, with a dictionary of whole sentences instead of a model. */
export async function libreTranslateServer(
  dictionary: Readonly<Record<string, string>>,
  { key, delay = 0 }: { readonly key?: string; readonly delay?: number } = {},
) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { q, source, target, api_key: given } = JSON.parse(text) as Record<string, string>;
    asked.push(`${source} ${target} ${q}`);
    await new Promise((resolve) => setTimeout(resolve, delay));
    const refused = request.url !== '/translate' || (key !== undefined && given !== key);
    const found = dictionary[`${target} ${q}`];
    response.writeHead(refused ? 403 : found === undefined ? 400 : 200, {
      'content-type': 'application/json',
    });
    response.end(
      JSON.stringify(refused || found === undefined ? { error: 'no' } : { translatedText: found }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What it was asked, as "from to text". */
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
