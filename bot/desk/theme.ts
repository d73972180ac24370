import { type BrandVariants, createLightTheme } from '@fluentui/tokens';

/** The house's blue-green from nearly black to nearly white; 80 is what buttons have, 160 what a chosen row has. */
const BRAND: BrandVariants = {
  10: '#04191c',
  20: '#07262a',
  30: '#093238',
  40: '#0b3e45',
  50: '#0b4650',
  60: '#0c5560',
  70: '#0d606a',
  80: '#0f6b73',
  90: '#297b83',
  100: '#438b92',
  110: '#5d9ba1',
  120: '#78abb0',
  130: '#92bbbf',
  140: '#adcccf',
  150: '#c8dddf',
  160: '#e6f2f2',
};

const FONT =
  '"Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';

/** Fluent's colours, sizes and shadows in the house's colour, as the custom properties that its components read; no motion for who wants none. */
export function themeSheet(): string {
  const theme = { ...createLightTheme(BRAND), fontFamilyBase: FONT };
  const still = Object.keys(theme).filter((name) => name.startsWith('duration'));
  return (
    rootRule(Object.entries(theme)) +
    `@media (prefers-reduced-motion: reduce) { ${rootRule(still.map((name) => [name, '0s']))} }\n`
  );
}

const rootRule = (tokens: readonly (readonly [name: string, value: unknown])[]): string =>
  `:root {\n${tokens.map(([name, value]) => `  --${name}: ${value};`).join('\n')}\n}\n`;
