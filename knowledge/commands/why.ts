import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LANGS, type Lang, translator } from '../../locales/index.ts';
import { type Base, readBase } from '../base.ts';
import type { Advice, Reason } from '../pathways/advice.ts';
import { adviser } from '../pathways/adviser.ts';
import { catalogOf } from '../pathways/catalog.ts';
import { type Candidate, remainders } from '../pathways/conditions.ts';
import { knownOf, readerOf } from '../pathways/known.ts';
import { reasonPhrase } from '../pathways/reason.ts';
import { readProfile } from '../read-profile.ts';
import type { Profile } from '../schema/profile.ts';
import type { Rule } from '../schema/rules.ts';
import { type Asked, type Outcome, usage } from './command.ts';

type Render = (reason: Reason) => string;

/** `why PROFILE ITEM [--lang fi]`: why an offer, card or occupation is recommended to a profile or is not; PROFILE is a JSON file, or - for the input. */
export function why({ args, base: folder, today }: Asked): Outcome {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { lang: { type: 'string', default: 'en' } },
    allowPositionals: true,
  });
  const [file, item] = positionals;
  const lang = LANGS.find((one) => one === values.lang);
  if (!file || !item || !lang)
    return usage(
      'say whose and what: npm run knowledge -- why profile.json hygiene-passport-test [--lang fi]',
    );
  const base = readBase(folder);
  if (!base.offers.has(item) && !base.cards.has(item) && !base.occupations.has(item))
    return usage(`there is no service, training, card or occupation "${item}"`);
  const text = readText(file);
  if (text === undefined) return usage(`cannot read ${file}: give a file with a profile as JSON`);
  const read = readProfile(text, base);
  if ('problems' in read) return usage(...read.problems);

  const render = renderer(base, lang);
  const advice = adviser(base)(read.profile, today);
  return {
    lines: [
      ...recommended(advice, item, render),
      ...refused(advice, item, render),
      ...judged(item, read.profile, base, today, lang),
    ],
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    return undefined;
  }
}

function renderer(base: Base, lang: Lang): Render {
  const translate = translator(lang);
  return (reason) => {
    const from = reason.from.length > 0 ? `; from ${reason.from.join(', ')}` : '';
    return `${translate(reasonPhrase(reason, base))} (rule ${reason.rule}${from})`;
  };
}

function recommended({ pathways }: Advice, item: string, render: Render): readonly string[] {
  const lines = pathways.flatMap(({ to, way, fit, because, steps }, at) => {
    const goal =
      to === item
        ? [
            `recommended as goal of pathway ${at + 1} (${way}, ${fit}):`,
            ...because.map((one) => `  + ${render(one)}`),
          ]
        : [];
    const asStep = steps.flatMap((step, number) =>
      step.item === item
        ? [
            `recommended as step ${number + 1} of pathway ${at + 1}, to ${to} (${way}):`,
            ...step.because.map((one) => `  + ${render(one)}`),
            ...step.check.map((one) => `  ? ${render(one)}`),
          ]
        : [],
    );
    return [...goal, ...asStep];
  });
  if (lines.length > 0) return lines;
  return [
    `not recommended; the pathways go to: ${pathways.map(({ to, way }) => `${to} (${way})`).join(', ') || 'nothing'}`,
  ];
}

function refused({ notFitting }: Advice, item: string, render: Render): readonly string[] {
  const found = notFitting.find((one) => one.item === item);
  return found ? ['looked at and does not fit:', ...found.because.map((one) => `  - ${render(one)}`)] : [];
}

/** What each rule about such an item says of it for this profile. */
function judged(item: string, profile: Profile, base: Base, today: string, lang: Lang): readonly string[] {
  const candidate = candidateOf(item, base, today);
  const about = candidate.offer ? 'offer' : candidate.card ? 'card' : 'occupation';
  const seeker = readerOf(knownOf(profile, base), {});
  const settle = remainders();
  const translate = translator(lang);
  const lines = [...base.rules.values()]
    .filter((rule) => rule.about === about && !(rule.validUntil !== undefined && rule.validUntil < today))
    .flatMap((rule) => {
      const truth = rule.when ? settle(rule.when, candidate).judge(seeker) : true;
      // A limit speaks where it is not met, every other rule where its condition holds.
      if (truth === 'limit' in rule.then) return [];
      const reason = translate(
        reasonPhrase({ rule: rule.id, key: rule.id, params: paramsOf(candidate), from: [] }, base),
      );
      return [
        `  ${markOf(rule, truth)} ${rule.id} (${effectOf(rule)}${truth === undefined ? ', not known' : ''}): ${reason}`,
      ];
    });
  return [`rules about ${item}, by themselves:`, ...(lines.length > 0 ? lines.sort() : ['  none holds'])];
}

function candidateOf(item: string, base: Base, today: string): Candidate {
  const offer = base.offers.get(item);
  if (offer) return { offer };
  if (base.cards.has(item)) return { card: { card: item, must: true } };
  return { goal: catalogOf(base, today).goals.get(item) };
}

function paramsOf({ goal, offer, card }: Candidate): Reason['params'] {
  return {
    ...(goal && {
      occupation: goal.id,
      field: goal.occupation.field,
      finnish: goal.occupation.finnish,
      competences: goal.competences.slice(0, 3),
      experience: goal.occupation.near,
    }),
    ...(offer && { provider: offer.provider }),
    ...(offer?.asks.finnish && { asksFinnish: offer.asks.finnish }),
    ...(offer?.asks.english && { asksEnglish: offer.asks.english }),
    ...(card && { card: card.card }),
  };
}

const effectOf = ({ then }: Rule) =>
  Object.entries(then)
    .map(([name, value]) => (value === true ? name : `${name} ${JSON.stringify(value)}`))
    .join(', ');

function markOf({ then }: Rule, truth: boolean | undefined): string {
  if (truth === undefined || 'check' in then) return '?';
  if ('limit' in then || 'exclude' in then || ('prefer' in then && then.prefer < 0)) return '-';
  return '+';
}
