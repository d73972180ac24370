import { normalise, type Word } from './normalise.ts';

const list = (text: string) => new Set(normalise(text).split(/\s+/));

/** Professions that most people speak of because they go to them. */
const SERVING: ReadonlySet<string> = new Set([
  'doctor',
  'dentist',
  'psychologist',
  'lawyer',
  'veterinarian',
  'social-worker',
]);
/** Before the profession, with or without an article, these tell of somebody who is served. */
const BEFORE = list(
  'need needs see saw seeing visit visited call called tarvitsen tarvitsisin tarvii behöver träffa träffade besöka hos ringa احتاج بحاجة محتاج محتاجة عند راجعت زرت',
);
/** The same, where it is a certain one: "went to the doctor". */
const BEFORE_THE = list('to at from');
const THE = list('the my');
const ARTICLES = list('a an the my some en ett min الى');
/** After it: "dhakhtar ayaan u baahanahay". */
const AFTER = list('baahanahay baahnahay baahan tagay tagaa tagayaa tago arkay');
/** Forms of the word that say to whom or where one goes. */
const FORMS =
  /^(?:hammas|elain)?laakari(?:in|lle|lla|lta|ssa|sta|a)$|^(?:psykologi|terapeuti|juristi|asianajaja)(?:lle|lla|lta)$|^(?:tand)?lakaren$|^(?:doktorn|psykologen|advokaten|veterinaren)$|^لل/u;

/** Whether an occupation that was found is that of somebody whom the seeker goes to ("I need a doctor"), and not their own. */
export function isServedBy(id: string, [from]: readonly [number, number], words: readonly Word[]): boolean {
  if (!SERVING.has(id)) return false;
  const at = words.findIndex(({ to }) => to > from);
  const textOf = (place: number) => words[place]?.text ?? '';
  if (FORMS.test(textOf(at))) return true;
  const certain = THE.has(textOf(at - 1));
  const before = textOf(ARTICLES.has(textOf(at - 1)) ? at - 2 : at - 1);
  if (BEFORE.has(before) || (certain && BEFORE_THE.has(before))) return true;
  return words.slice(at + 1, at + 5).some(({ text }) => AFTER.has(text));
}
