import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { readConfig } from '../../bot/config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const settingsOf = (text: string) => [...text.matchAll(/^([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);

const EXAMPLE = settingsOf(read('.env.example'));
/** Settings of the platforms, not of the guide. */
const FOREIGN = [
  'NODE_ENV',
  'WEBSITES_PORT',
  'WEBSITES_ENABLE_APP_SERVICE_STORAGE',
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'AGENTS_PLAYGROUND',
];
const START = (JSON.parse(read('package.json')) as { scripts: { start: string } }).scripts.start;
const PORT = /^PORT=(\d+)$/m.exec(read('.env.example'))?.[1];

describe('deploy/', () => {
  it('.env.example lists each setting that is read, and no other', () => {
    const asked = new Set<string>();
    readConfig(
      new Proxy({} as Record<string, string | undefined>, {
        get: (_, name) => void asked.add(String(name)),
      }),
    );
    expect([...EXAMPLE].sort()).to.deep.equal([...asked].sort());
  });

  it('names only settings that there are', () => {
    const named = {
      'README.md': [...read('deploy/README.md').matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(
        ([, name]) => name,
      ),
      Dockerfile: [...read('deploy/Dockerfile').matchAll(/\b([A-Z]+(?:_[A-Z]+)*)=(?=\S)/g)].map(
        ([, name]) => name,
      ),
      'compose.yaml': Object.keys(compose().services.guide.environment),
      'osaajaks.service': [
        ...(/^Environment=(.*)$/m.exec(read('deploy/osaajaks.service'))?.[1] ?? '').matchAll(/([A-Z_]+)=/g),
      ].map(([, name]) => name),
      'main.bicep': [...read('deploy/azure/main.bicep').matchAll(/name: '([A-Z]+(?:_[A-Z]+)*)'/g)].map(
        ([, name]) => name,
      ),
    };
    for (const [file, names] of Object.entries(named)) {
      expect(names.length, file).to.be.greaterThan(0);
      expect(
        names.filter((name) => !FOREIGN.includes(name ?? '') && !EXAMPLE.includes(name)),
        file,
      ).to.deep.equal([]);
    }
  });

  it('starts the program as `npm start` does, on the same port', () => {
    const [program, ...rest] = START.split(' ');
    expect(program).to.equal('node');
    expect(read('deploy/Dockerfile')).to.include(
      `CMD ${JSON.stringify(START.split(' ')).replaceAll(',', ', ')}`,
    );
    expect(read('deploy/osaajaks.service')).to.include(`ExecStart=/usr/bin/${START}`);
    expect(read('deploy/azure/main.bicep')).to.include(`appCommandLine: '${START}'`);
    expect(rest.at(-1)).to.equal('bot/main.ts');
    expect(read('deploy/Dockerfile')).to.include(`PORT=${PORT}`).and.to.include(`EXPOSE ${PORT}`);
    expect(compose().services.guide.ports).to.deep.equal([`127.0.0.1:${PORT}:${PORT}`]);
    expect(read('deploy/osaajaks.service')).to.include(`PORT=${PORT}`);
    expect(read('deploy/nginx-upstream.conf')).to.include(`server 127.0.0.1:${PORT};`);
    expect(read('deploy/azure/main.bicep')).to.include(`{ name: 'PORT', value: '${PORT}' }`);
  });

  it('the image holds every folder that the program imports from, and nothing of tests or settings', () => {
    const copied = [...read('deploy/Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, what]) => (what ?? '').split(' '),
    );
    const allowed = [...read('deploy/Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, what]) => what);
    const needed = [
      'bot',
      'dialogs',
      'knowledge',
      'locales',
      'web',
      'package.json',
      'package-lock.json',
      'LICENSE',
    ];
    expect([...new Set(copied)].sort()).to.deep.equal([...needed].sort());
    expect([...allowed].sort()).to.deep.equal([...needed].sort());
    const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name)).to.include.members(needed.slice(0, 5));
  });

  it('the Dockerfile is well formed, ends as an ordinary user and checks its health', () => {
    const text = read('deploy/Dockerfile');
    expect(validate(text).map(({ message }) => message)).to.deep.equal([]);
    expect(text.slice(text.lastIndexOf('FROM ')))
      .to.match(/^USER node$/m)
      .and.to.match(/^HEALTHCHECK /m);
    expect(text).to.match(/npm ci --omit=dev --ignore-scripts/);
  });

  it('the container may write to its volume only, and has no rights of the machine', () => {
    const { guide } = compose().services;
    expect(guide).to.deep.include({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      volumes: ['guide-data:/data'],
      env_file: 'guide.env',
    });
    expect(existsSync(join(ROOT, 'deploy', guide.build.context, guide.build.dockerfile))).to.equal(true);
  });

  it('systemd takes the unit and finds it well shut in', function () {
    if (spawnSync('systemd-analyze', ['--version']).status !== 0) return this.skip();
    const folder = temporaryFolder('unit');
    const unit = join(folder, 'osaajaks.service');
    // Where Node and the program lie on this machine.
    writeFileSync(
      unit,
      read('deploy/osaajaks.service')
        .replace('/usr/bin/node', process.execPath)
        .replace('/opt/osaajaks', ROOT.replace(/\/$/, '')),
    );
    try {
      const verified = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
      const ours = verified.stderr.split('\n').filter((line) => line.includes('osaajaks'));
      expect(ours).to.deep.equal([]);
      const report = execFileSync(
        'systemd-analyze',
        ['security', '--offline=true', '--no-pager', '--threshold=20', unit],
        { encoding: 'utf8' },
      );
      expect(report).to.match(/Overall exposure level for osaajaks\.service: [01]\.\d OK/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('nginx takes its example', function () {
    if (spawnSync('nginx', ['-v']).error) return this.skip();
    const folder = temporaryFolder('nginx');
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=guide.example'],
      ...['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')],
    ]);
    try {
      expect(made.status).to.equal(0);
      writeFileSync(
        join(folder, 'site.conf'),
        `${read('deploy/nginx-upstream.conf')}${read('deploy/nginx.conf')}`
          .replaceAll('/etc/letsencrypt/live/guide.example', folder)
          .replaceAll('/var/log/nginx', folder)
          .replace(
            /listen (\[::\]:)?(80|443)/g,
            (_, any: string | undefined, port: string) => `listen ${any ?? ''}416${port.slice(-2)}`,
          ),
      );
      writeFileSync(
        join(folder, 'nginx.conf'),
        `pid ${folder}/pid; error_log ${folder}/error.log; events {} http { include ${folder}/site.conf; }`,
      );
      const tested = spawnSync('nginx', ['-t', '-c', join(folder, 'nginx.conf'), '-p', folder], {
        encoding: 'utf8',
      });
      expect(tested.stderr).to.include('test is successful');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('the web app is https only, has no passwords, and its secrets lie in the vault', () => {
    const bicep = read('deploy/azure/main.bicep');
    for (const fact of [
      'httpsOnly: true',
      "ftpsState: 'Disabled'",
      'webSocketsEnabled: true',
      "healthCheckPath: '/healthz'",
      'disableLocalAuth: true',
      "msaAppType: 'UserAssignedMSI'",
    ])
      expect(bicep).to.include(fact);
    expect(bicep).to.match(/DIRECT_LINE_SECRET', value: '@Microsoft\.KeyVault\(/);
    // Every secret parameter is declared so, and goes into the vault only.
    for (const [, name] of bicep.matchAll(/@secure\(\)\nparam (\w+)/g))
      expect(bicep.match(new RegExp(`\\b${name}\\b`, 'g')), name).to.have.length(3);
    expect(balanced(bicep)).to.equal(true);
  });
});

interface Compose {
  readonly services: {
    readonly guide: Readonly<Record<string, unknown>> & {
      readonly environment: Readonly<Record<string, string>>;
      readonly ports: readonly string[];
      readonly build: { readonly context: string; readonly dockerfile: string };
    };
  };
}
const compose = () => parse(read('deploy/compose.yaml')) as Compose;

/** Brackets of a Bicep file close in the order in which they open; texts and comments aside. */
function balanced(text: string): boolean {
  const open: string[] = [];
  const bare = text.replace(/'(?:[^'\\]|\\.)*'|\/\/.*$/gm, '');
  for (const sign of bare.match(/[[\]{}()]/g) ?? []) {
    if ('[{('.includes(sign)) open.push(sign);
    else if (open.pop() !== { ']': '[', '}': '{', ')': '(' }[sign]) return false;
  }
  return open.length === 0;
}
