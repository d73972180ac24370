import type { Request, Response, Server } from 'restify';
import { planSheet, type Sheet, type SheetPathway } from '../../dialogs/plan-sheet.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import {
  type Lang,
  type Phrase,
  type PhraseKey,
  TONGUES,
  type Translate,
  translator,
} from '../../locales/index.ts';
import { shownCode } from '../codes/code.ts';
import type { ReturnCodes } from '../codes/index.ts';
import type { Session } from '../conversations/conversation.ts';
import type { Turns } from '../conversations/turns.ts';
import type { Tokens } from '../direct-line/tokens.ts';
import { readForm } from '../http/form.ts';
import { escaped } from '../http/html.ts';
import { HttpProblem } from '../http/problem.ts';
import { languageOf, type SheetPage } from './sheet-page.ts';

export interface PlanParts {
  readonly tokens: Tokens;
  readonly turns: Turns;
  readonly knowledge: Knowledge;
  /** Finds the return code, so that it stands on the paper that is taken to a coach. */
  readonly codes: Pick<ReturnCodes, 'told'>;
  /** The local day, such as "2026-11-23". */
  readonly today: () => string;
  readonly page: SheetPage;
}

/**
 * `POST /plan` with the token of a conversation in the form: the seeker's plan, to print or save, in their language with Finnish
 * beside it. `GET /plan` says where the plan opens from, and opens it where this browser holds a conversation.
 */
export function mountPlan(server: Server, { tokens, turns, knowledge, codes, today, page }: PlanParts): void {
  server.get('/plan', async (request: Request, response: Response) =>
    page.nothing(response, languageOf(request), ['plan.title', 'plan.fromChat']),
  );

  server.post('/plan', async (request: Request, response: Response) => {
    const { token = '' } = await readForm(request);
    const conversation = await tokens.verify(token).then(
      ({ conversationId }) => turns.find(conversationId),
      (error) => {
        if (error instanceof HttpProblem) return undefined;
        throw error;
      },
    );
    if (!conversation)
      return page.nothing(response, languageOf(request), ['plan.title', 'plan.fromChat'], 403);
    const { id, session } = conversation;
    const lang = session.lang ?? languageOf(request);
    const sheet = sheetOf(session, lang);
    if (sheet.pathways.length === 0 && sheet.competences.length === 0)
      return page.nothing(response, lang, ['plan.title', 'plan.empty']);
    const code = await codeOf(id, session);
    page.send(response, lang, 'plan.title', planHtml(sheet, lang, { day: today(), code }));
  });

  async function codeOf(id: string, session: Session): Promise<string | undefined> {
    if (!session.code) return undefined;
    const { activities = [] } = (await turns.read(id, 0)) ?? {};
    const told = activities.filter(({ from }) => from?.role !== 'user').map(({ text }) => text ?? '');
    return codes.told(session, told);
  }

  const sheetOf = ({ profile, plan }: Session, lang: Lang) =>
    planSheet({ knowledge, profile, plan, today: today(), lang });
}

const plainly =
  (translate: Translate) =>
  (key: PhraseKey, params: Phrase['params'] = {}) =>
    escaped(translate({ key, params }));

/** The sheet as HTML: each part in the seeker's language, and in Finnish beside it where that is another. */
function planHtml(
  sheet: Sheet,
  lang: Lang,
  { day, code }: { readonly day: string; readonly code: string | undefined },
): string {
  const tongues: readonly Lang[] = lang === 'fi' ? ['fi'] : [lang, 'fi'];

  const pair = (
    render: (t: ReturnType<typeof plainly>, say: (phrase: Phrase) => string) => string,
    kind = '',
  ) =>
    `<div class="pair ${kind}">${tongues
      .map((one) => {
        const translate = translator(one);
        const say = (phrase: Phrase) => linked(escaped(translate(phrase)));
        return `<div lang="${one}" dir="${TONGUES[one].dir}">${render(plainly(translate), say)}</div>`;
      })
      .join('')}</div>`;

  const list = (phrases: readonly Phrase[], say: (phrase: Phrase) => string) =>
    phrases.length > 0 ? `<ul>${phrases.map((one) => `<li>${say(one)}</li>`).join('')}</ul>` : '';

  const pathway = ({ title, fit, why, gap, thisWeek, steps }: SheetPathway) => `<section class="pathway">
${pair((_, say) => `<h2>${say(title)}</h2><p class="week">${thisWeek.map(say).join('')}</p><p>${say(fit)}</p>${list([...why, ...gap], say)}`, 'goal')}
${steps
  .map((step) =>
    pair(
      (_, say) =>
        `<h3>${say(step.title)}</h3>${step.facts.map((fact) => `<p>${say(fact)}</p>`).join('')}${list([...step.why, ...step.check], say)}`,
      step.thisWeek ? 'step now' : 'step',
    ),
  )
  .join('\n')}
</section>`;

  const told = ([heading, phrases]: readonly [PhraseKey, readonly Phrase[]]) =>
    phrases.length > 0 ? pair((t, say) => `<h2>${t(heading)}</h2>${list(phrases, say)}`, 'told') : '';

  return [
    pair(
      (t) =>
        `<h1>${t('plan.title')}</h1><p>${t('plan.made', { day: { day } })}</p><p>${t('plan.check')}</p>${code ? `<p class="code">${t('plan.code', { code: shownCode(code) })}</p>` : ''}`,
      'head',
    ),
    ...sheet.pathways.map(pathway),
    ...(
      [
        ['plan.competences', sheet.competences],
        ['plan.jobs', sheet.jobs],
        ['plan.cards', sheet.cards],
      ] as const
    ).map(told),
  ].join('\n');
}

/** Addresses in a text that stands in HTML already, as links that can be read on paper, too. */
const linked = (html: string): string =>
  html.replace(
    /https:\/\/[^\s<>&]*[^\s<>&.,:;!?)\]\u2069،؛؟]/gu,
    (url) => `<a href="${url}" dir="ltr">${url}</a>`,
  );
