import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import ajvDraft4 from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import { zipSync } from 'fflate';
import { readConfig } from '../../bot/config.ts';
import { ConfigError } from '../../bot/errors.ts';

/** What differs between one installation and the next. */
export interface Installation {
  /** The bot's id with Microsoft: MICROSOFT_APP_ID. */
  readonly appId: string;
  /** Where the guide runs: PUBLIC_URL. */
  readonly publicUrl: string;
  /** Pages of whoever offers the service; Teams shows them before somebody installs the app. */
  readonly website: string;
  readonly privacy: string;
  readonly terms: string;
}

export interface Manifest {
  readonly manifestVersion: string;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly localizationInfo: {
    readonly additionalLanguages: readonly { readonly languageTag: string; readonly file: string }[];
  };
  readonly bots: readonly {
    readonly botId: string;
    readonly commandLists: readonly {
      readonly scopes: readonly string[];
      readonly commands: readonly { readonly title: string }[];
    }[];
  }[];
  readonly [field: string]: unknown;
}

const require = createRequire(import.meta.url);
const here = (name: string) => readFileSync(new URL(name, import.meta.url));
/** Reads a JSON file beside this one. */
export const readHere = (name: string): unknown => JSON.parse(here(name).toString('utf8'));

/** The manifest with the ids and addresses of one installation. */
export function fillManifest({ appId, publicUrl, website, privacy, terms }: Installation): Manifest {
  const template = readHere('manifest.json') as Manifest & { developer: object };
  return {
    ...template,
    id: appId,
    developer: { ...template.developer, websiteUrl: website, privacyUrl: privacy, termsOfUseUrl: terms },
    bots: template.bots.map((bot) => ({ ...bot, botId: appId })),
    validDomains: [new URL(publicUrl).host],
  };
}

/**
 * Every place where something does not agree with Microsoft's own schema of its version; none: it is fine.
 * The schemas come with the package `@microsoft/app-manifest`.
 */
export function faultsOf(
  value: unknown,
  version: string,
  kind: 'MicrosoftTeams' | 'MicrosoftTeams.Localization',
) {
  const folder = require.resolve('@microsoft/app-manifest').replace(/index\.js$/, 'json-schemas/teams');
  const schema = JSON.parse(readFileSync(`${folder}/v${version}/${kind}.schema.json`, 'utf8')) as object;
  const ajv = new ajvDraft4.default({ allErrors: true, strict: false, unicodeRegExp: false });
  ajvFormats.default(ajv as never);
  const valid = ajv.validate(schema, value);
  return valid
    ? []
    : (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

/** The app package as Teams takes it: manifest, icons and languages, each checked. @throws RangeError with every fault */
export function packTeamsApp(installation: Installation): Uint8Array {
  const manifest = fillManifest(installation);
  const version = manifest.manifestVersion;
  const languages = manifest.localizationInfo.additionalLanguages.map(({ file }) => file);
  const faults = [
    ...faultsOf(manifest, version, 'MicrosoftTeams').map((fault) => `manifest.json ${fault}`),
    ...languages.flatMap((file) =>
      faultsOf(readHere(file), version, 'MicrosoftTeams.Localization').map((fault) => `${file} ${fault}`),
    ),
  ];
  if (faults.length > 0) throw new RangeError(['The Teams package is not valid:', ...faults].join('\n  '));
  const files = [manifest.icons.color, manifest.icons.outline, ...languages];
  return zipSync({
    'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
    ...Object.fromEntries(files.map((file) => [file, new Uint8Array(here(file))])),
  });
}

/** `npm run teams:package`: writes osaajaks-teams.zip, or says what is missing. */
function main(): void {
  const { values } = parseArgs({
    options: {
      website: { type: 'string' },
      privacy: { type: 'string' },
      terms: { type: 'string' },
      out: { type: 'string', default: 'osaajaks-teams.zip' },
    },
  });
  const { microsoftAppId: appId, publicUrl } = readConfig(process.env);
  const { website = publicUrl, privacy, terms, out } = values;
  const isPage = (text: string | undefined) => URL.parse(text ?? '')?.protocol === 'https:';
  const missing = [
    ...(appId ? [] : ['MICROSOFT_APP_ID is not set: the id of the bot registration']),
    ...(isPage(publicUrl) ? [] : ['PUBLIC_URL must be the https address of the guide']),
    ...(isPage(website) ? [] : ['--website must be an https address: the page of the service']),
    ...(isPage(privacy) ? [] : ['--privacy must be an https address: what is stored about people, and why']),
    ...(isPage(terms) ? [] : ['--terms must be an https address: the terms of use']),
  ];
  if (!appId || !publicUrl || !website || !privacy || !terms || missing.length > 0)
    throw new ConfigError(missing);
  writeFileSync(out, packTeamsApp({ appId, publicUrl, website, privacy, terms }));
  process.stdout.write(`${out} is ready: Teams admin center, Teams apps, Manage apps, Upload new app\n`);
}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
