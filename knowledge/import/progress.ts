import type { Watch } from './source.ts';

const WIDTH = 30;

/** A progress bar on a terminal, such as stderr; says nothing where nobody watches. */
export function progressBar(
  name: string,
  out: { readonly isTTY?: boolean; write(text: string): unknown },
): Watch {
  let shown = -1;
  return (read, size) => {
    if (!out.isTTY || size === 0) return;
    const percent = Math.min(100, Math.floor((read / size) * 100));
    if (percent === shown) return;
    shown = percent;
    const full = Math.round((percent / 100) * WIDTH);
    const megabytes = (read / 1e6).toFixed(1);
    out.write(
      `\r${name} [${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${percent} % ${megabytes} MB${percent === 100 ? '\n' : ''}`,
    );
  };
}
