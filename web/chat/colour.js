/** Contrast to white from which text can be read by people with low vision (WCAG 2.2, 1.4.3). */
const ENOUGH = 4.5;

/**
 * The page's colours, made from the one that the host page names: dark enough for white text on it and for itself on white.
 * Undefined where it names none.
 * @returns {{ readonly deep: string, readonly mid: string, readonly pale: string } | undefined}
 */
export function hostColours() {
  const named = new URLSearchParams(location.search).get('color') ?? '';
  if (!/^[0-9a-f]{6}$/i.test(named)) return undefined;
  let parts = [0, 2, 4].map((at) => Number.parseInt(named.slice(at, at + 2), 16));
  while (contrastToWhite(parts) < ENOUGH) parts = parts.map((part) => Math.floor(part * 0.95));
  const deep = asHex(parts);
  return { deep, mid: deep, pale: asHex(parts.map((part) => Math.round(part * 0.08 + 255 * 0.92))) };
}

/** Gives the page the colours that the host page wishes; every pair keeps at least 4.5 to 1. */
export function colourPage() {
  for (const [name, value] of Object.entries(hostColours() ?? {}))
    document.documentElement.style.setProperty(`--${name}`, value);
}

/**
 * @param {readonly number[]} parts red, green and blue from 0 to 255
 * @returns {number} from 1 to 21 (WCAG 2.2, contrast ratio)
 */
function contrastToWhite(parts) {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** @param {readonly number[]} parts */
const asHex = (parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
