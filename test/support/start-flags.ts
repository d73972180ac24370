import { readFileSync } from 'node:fs';

/** The flags with which `npm start` runs the guide, so that what is tested and measured is what is run. */
export const START_FLAGS: readonly string[] = startFlags();

function startFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}
