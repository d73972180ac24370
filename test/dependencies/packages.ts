import { readFileSync } from 'node:fs';
import { satisfies } from 'semver';

/** A package that the running guide uses, as the lock file names it. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; undefined: the package names none in a form that programs read. */
  readonly license: string | undefined;
}

/** A known trouble of a package (https://docs.npmjs.com/cli/commands/npm-audit). */
export interface Advisory {
  readonly package: string;
  /** Versions that have it, such as "<1.2.3". */
  readonly range: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
  /** Why it does not touch the guide, where a person found that it does not; absent: it has to be mended. */
  readonly harmless?: string;
}

/** The kept list, written by `npm run advisories` where there is a network; `checkedOn` null: never yet. */
export interface Advisories {
  readonly checkedOn: string | null;
  readonly advisories: readonly Advisory[];
}

const ROOT = new URL('../../', import.meta.url);
export const LIST = new URL('docs/advisories.json', ROOT);

export const readJson = <T>(url: URL): T => JSON.parse(readFileSync(url, 'utf8')) as T;

interface Lock {
  readonly packages: Readonly<
    Record<string, { version?: string; license?: string; dev?: true; name?: string }>
  >;
}

/** Everything that is installed for the running guide, and not for its tests alone. */
export function dependencies(
  lock = readJson<Lock>(new URL('package-lock.json', ROOT)),
): readonly Dependency[] {
  return Object.entries(lock.packages).flatMap(([path, { version = '', license, dev, name: other }]) => {
    const name = other ?? path.replace(/^.*node_modules\//, '');
    return path === '' || dev ? [] : [{ name, version, license: license ?? LICENSES[`${name}@${version}`] }];
  });
}

/** Read by a person in the package's own files, where its package.json does not say it. */
const LICENSES: Readonly<Record<string, string>> = {
  'cldrjs@0.5.5': 'MIT',
  'escape-regexp-component@1.0.2': 'MIT',
  'sylvester@0.0.21': 'MIT',
};

/** Licences whose conditions an MIT-licensed service can keep by naming its authors. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
];

/** Whether a licence is allowed: of several to choose from, one; of several that all hold, each. */
export const isAllowed = (license = 'none'): boolean =>
  license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((part) => ALLOWED.includes(part.trim())));

/** The known troubles that packages have and that nobody found harmless. */
export const troubles = (
  packages: readonly Dependency[],
  { advisories }: Advisories,
): readonly { readonly dependency: Dependency; readonly advisory: Advisory }[] =>
  packages.flatMap((dependency) =>
    advisories
      .filter(
        (one) =>
          one.package === dependency.name &&
          one.harmless === undefined &&
          satisfies(dependency.version, one.range, { includePrerelease: true }),
      )
      .map((advisory) => ({ dependency, advisory })),
  );

interface Audit {
  readonly vulnerabilities: Readonly<
    Record<
      string,
      {
        readonly via: readonly (
          | string
          | { name: string; title: string; url: string; severity: string; range: string }
        )[];
      }
    >
  >;
}

/** What `npm audit --json` found, with what people said of it before. */
export function fromAudit({ vulnerabilities }: Audit, before: Advisories, checkedOn: string): Advisories {
  const found = Object.values(vulnerabilities).flatMap(({ via }) =>
    via.filter((one) => typeof one !== 'string'),
  );
  const advisories = [...new Map(found.map((one) => [`${one.name} ${one.url}`, one])).values()].map(
    ({ name, range, severity, title, url }): Advisory => {
      const known = before.advisories.find((one) => one.package === name && one.url === url)?.harmless;
      return { package: name, range, severity, title, url, ...(known !== undefined && { harmless: known }) };
    },
  );
  return {
    checkedOn,
    advisories: advisories.sort((a, b) => (a.package + a.url < b.package + b.url ? -1 : 1)),
  };
}
