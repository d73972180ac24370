import type { Asked, Outcome } from './command.ts';
import { leavesOf, type Written, writtenEntries } from './written.ts';

/** Months after which an entry is to be checked again. */
const MONTHS = 6;

/** `stale`: entries that nobody has checked, or not for six months, that have ended, or that name a day that is past. */
export function stale({ base, today }: Asked): Outcome {
  const entries = writtenEntries(base).filter(({ entry }) => 'source' in entry);
  const limit = monthsBefore(today, MONTHS);
  const never = entries.filter(({ entry }) => entry.checkedOn === null);
  const old = entries.filter(({ entry }) => typeof entry.checkedOn === 'string' && entry.checkedOn < limit);
  const ended = entries.filter(
    ({ entry }) => typeof entry.validUntil === 'string' && entry.validUntil < today,
  );
  const past = entries.flatMap((written) => pastDaysIn(written, today));
  const lines = [
    ...section(
      `ended: correct or remove`,
      ended.map(({ file, id, entry }) => `${file}, entry "${id}": valid until ${String(entry.validUntil)}`),
    ),
    ...section('names a day that is past: correct the text', past),
    ...section(
      `not checked since ${limit}`,
      old.map(
        ({ file, id, entry }) =>
          `${file}, entry "${id}": checked on ${String(entry.checkedOn)}, see ${String(entry.source)}`,
      ),
    ),
    ...section('never checked by a person', byFile(never), never.length),
  ];
  return lines.length > 0 ? { lines, exitCode: 1 } : { lines: [`ok: ${entries.length} entries are fresh`] };
}

const section = (title: string, lines: readonly string[], count = lines.length) =>
  count === 0 ? [] : [`${count} ${title}`, ...lines.map((line) => `  ${line}`)];

function byFile(entries: readonly Written[]): readonly string[] {
  const files = [...new Set(entries.map(({ file }) => file))];
  return files.map((file) => {
    const ids = entries.filter((one) => one.file === file).map(({ id }) => id);
    return `${file} (${ids.length}): ${ids.join(', ')}`;
  });
}

/** The day some months earlier; the last of the month where that month is shorter. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}

/** Days of start or end that a text names, written "1.9.2026" or "2026-09-01". */
const DAY = /\b(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2}))\b/g;
const DATED_FIELDS = ['name', 'what', 'text'];

function pastDaysIn({ file, id, entry }: Written, today: string): readonly string[] {
  const found = new Map<string, string>();
  for (const [path, value] of leavesOf(entry)) {
    if (!DATED_FIELDS.includes(path[0] ?? '') || typeof value !== 'string') continue;
    for (const [written, date, month, year, isoYear, isoMonth, isoDate] of value.matchAll(DAY)) {
      const day = `${year ?? isoYear}-${(month ?? isoMonth ?? '').padStart(2, '0')}-${(date ?? isoDate ?? '').padStart(2, '0')}`;
      if (day < today) found.set(day, `${file}, entry "${id}", field ${path.join('.')}: ${written}`);
    }
  }
  return [...found.values()];
}
