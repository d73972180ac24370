import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type Advisories, dependencies, fromAudit, LIST, readJson, troubles } from './packages.ts';

/** `npm run advisories`: asks the registry for known troubles of what the guide uses, and keeps the list with today's date. */
const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const audit = JSON.parse(stdout || '{}');
if (!audit.vulnerabilities) {
  process.stderr.write(`The registry does not tell known troubles here; the list stays as it is.\n${stderr}`);
  process.exitCode = 1;
} else {
  const list = fromAudit(audit, readJson<Advisories>(LIST), new Date().toISOString().slice(0, 10));
  writeFileSync(LIST, `${JSON.stringify(list, null, 2)}\n`);
  for (const { dependency, advisory } of troubles(dependencies(), list))
    process.stdout.write(`${dependency.name} ${dependency.version}: ${advisory.title} ${advisory.url}\n`);
  process.stdout.write(`${list.advisories.length} known, ${list.checkedOn}\n`);
}
