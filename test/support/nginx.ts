import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './postgres.ts';
import { temporaryFolder } from './temporary-folder.ts';

const read = (name: string) => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');

/** Whether this machine has nginx. */
export const hasNginx = (): boolean => spawnSync('nginx', ['-v']).error === undefined;

/**
 * The real nginx with the project's own files before nodes on this machine. Left out is only what cannot be here: the certificate
 * (so it speaks plain HTTP) and the server that leads from port 80 to it. `limit`: requests a second an address, since one address plays many.
 */
export async function startNginx(ports: readonly number[], { limit = 100_000 } = {}) {
  const folder = temporaryFolder('nginx');
  const port = await freePort();
  const addresses = [...read('several/upstream.conf').matchAll(/172\.28\.5\.\d+:3978/g)].map(([one]) => one);
  if (addresses.length !== ports.length) throw new RangeError(`the example has ${addresses.length} nodes`);
  const upstream = addresses.reduce(
    (text, address, i) => text.replace(address, `127.0.0.1:${ports[i]}`),
    read('several/upstream.conf'),
  );
  const site = read('nginx.conf')
    .replace(/server \{\n {2}listen 80;[\s\S]*?\n\}\n/, '')
    .replace(/^ {2}listen 443 ssl http2;$/m, `  listen 127.0.0.1:${port};`)
    .replace(/^ {2}(?:listen \[::\]:443|ssl_).*$/gm, '')
    .replaceAll('/var/log/nginx', folder)
    .replace('rate=30r/s', `rate=${limit}r/s`);
  mkdirSync(join(folder, 'temporary'));
  mkdirSync(join(folder, 'conf.d'));
  writeFileSync(join(folder, 'conf.d', 'upstream.conf'), upstream);
  writeFileSync(join(folder, 'conf.d', 'site.conf'), site);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((what) => `${what}_temp_path ${folder}/temporary/${what};`)
    .join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    read('several/nginx-main.conf')
      .replace(/^pid .*$/m, `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;`)
      .replace('include /etc/nginx/conf.d/*.conf;', `${temporary} include ${folder}/conf.d/*.conf;`),
  );
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGTERM'));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await listening(port);
  return {
    url: `http://127.0.0.1:${port}`,
    /** What it wrote about requests. */
    log: () => readFileSync(join(folder, 'osaajaks.log'), 'utf8'),
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function listening(port: number, tries = 200): Promise<void> {
  const open = await new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => undefined);
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
  if (open) return;
  if (tries <= 1) throw new Error('nginx does not listen');
  await wait(25);
  return listening(port, tries - 1);
}
