// Stand-in of the lead while the real one is being written; overwrite it.
import { francAll } from 'franc';
import type { Lang } from '../../locales/index.ts';
import type { Base } from '../base.ts';
import type { Concept, Understand, Understanding } from './understanding.ts';
export async function openUnderstanding(
  base: Base,
  _o?: unknown,
): Promise<{ understand: Understand; ready(): Promise<void> }> {
  const norm = (t: string) =>
    t
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const grams = (t: string) => {
    const w = norm(t).split(' ');
    return [
      ...w,
      ...w.flatMap((x) => {
        const p = `_${x}_`;
        return Array.from({ length: Math.max(0, p.length - 3) }, (_, i) => p.slice(i, i + 4));
      }),
    ];
  };
  const df = new Map<string, number>();
  const docs: { intent: string; g: string[] }[] = [];
  for (const [, m] of base.phrases)
    for (const [intent, ps] of m)
      for (const p of ps) {
        const g = [...new Set(grams(p))];
        docs.push({ intent, g });
        for (const x of g) df.set(x, (df.get(x) ?? 0) + 1);
      }
  const inv = new Map<string, number[]>();
  docs.forEach((d, i) => {
    for (const g of d.g) {
      const l = inv.get(g) ?? [];
      l.push(i);
      inv.set(g, l);
    }
  });
  const idf = (g: string) => Math.log(docs.length / (1 + (df.get(g) ?? 0)));
  const len = docs.map((d) => Math.sqrt(d.g.reduce((s, g) => s + idf(g) ** 2, 0)));
  const words: [string, string, Concept['type']][] = [];
  const add = (
    id: string,
    type: Concept['type'],
    e: { name?: Record<string, string>; words?: Record<string, readonly string[]> },
  ) => {
    for (const n of [...Object.values(e.name ?? {}), ...Object.values(e.words ?? {}).flat()])
      words.push([norm(n), id, type]);
  };
  for (const o of base.occupations.values()) add(o.id, 'occupation', o);
  for (const o of base.competences.values()) add(o.id, 'competence', o);
  for (const o of base.fields.values()) add(o.id, 'field', o);
  for (const o of base.institutions.values()) add(o.id, 'institution', o);
  for (const o of base.region.municipalities) add(o.id, 'municipality', o);
  const yes = ['joo', 'kyllä', 'ja', 'jo', 'yes', 'نعم', 'haa', 'olen'].map(norm);
  const no = ['ei', 'en', 'nej', 'no', 'لا', 'maya'].map(norm);
  const understand: Understand = (text, lang): Understanding => {
    const n = norm(text);
    const concepts: Concept[] = [];
    for (const [w, id, type] of words) {
      if (w.length < 3) continue;
      const i = ` ${n}`.indexOf(` ${w.length > 5 ? w.slice(0, -1) : w}`);
      if (i >= 0 && !concepts.some((c) => c.type === type && c.id === id))
        concepts.push({
          id,
          type,
          span: [i, i + w.length],
          score: 0.9,
          word: text.slice(i, i + w.length + 2).trim(),
        });
    }
    const f = n.split(' ')[0] ?? '';
    if (yes.includes(f)) concepts.push({ id: 'yes', type: 'answer', span: [0, f.length], score: 1, word: f });
    if (no.includes(f)) concepts.push({ id: 'no', type: 'answer', span: [0, f.length], score: 1, word: f });
    for (const [l, ns] of Object.entries({
      fi: ['suomi', 'suomeksi'],
      sv: ['svenska'],
      en: ['english', 'englanti'],
      ar: ['العربيه', 'عربي'],
      so: ['soomaali'],
    }))
      if (ns.some((x) => n.includes(x)))
        concepts.push({ id: l, type: 'language', span: [0, 3], score: 1, word: l });
    const g = [...new Set(grams(text))];
    const s = new Map<number, number>();
    for (const x of g) for (const i of inv.get(x) ?? []) s.set(i, (s.get(i) ?? 0) + idf(x) ** 2);
    const l0 = Math.sqrt(g.reduce((a, x) => a + idf(x) ** 2, 0));
    const by = new Map<string, number>();
    for (const [i, v] of s) {
      const d = docs[i];
      if (!d) continue;
      const c = v / (l0 * (len[i] ?? 1));
      if (c > (by.get(d.intent) ?? 0)) by.set(d.intent, c);
    }
    const r = [...by].sort((a, b) => b[1] - a[1]).map(([intent, score]) => ({ intent, score }));
    const [top = { intent: 'none', score: 0 }, ...rest] = r;
    const fr = /\p{Script=Arabic}/u.test(text)
      ? 'ar'
      : (({ fin: 'fi', swe: 'sv', eng: 'en', som: 'so' } as Record<string, Lang>)[
          francAll(text, { only: ['fin', 'swe', 'eng', 'som'], minLength: 3 })[0]?.[0] ?? ''
        ] ?? null);
    return {
      lang: lang && n.split(' ').length < 3 ? lang : (fr as Lang | null),
      langConfidence: 0.95,
      intent: top.intent,
      score: top.score,
      decision:
        top.intent === 'none' ? 'none' : top.score > 0.5 ? 'act' : top.score > 0.3 ? 'confirm' : 'none',
      alternatives: rest.slice(0, 3),
      concepts,
    };
  };
  return { understand, ready: async () => undefined };
}
