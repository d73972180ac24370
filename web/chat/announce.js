import { pageLanguage, textsOf } from './language.js';

/** @typedef {import('./conversation.js').Activity} Activity */

/** Milliseconds without a further message after which a turn is complete and is read out as one. */
const QUIET = 300;
/** Announcements that stay for somebody who reads back. */
const KEPT = 12;
/** What the guide calls itself in its messages; others who write are named. */
const GUIDE = 'OsaajaKS';

/**
 * Reads out each new message once: who says it, what, and what can be chosen. Web Chat's own regions, which read things twice, are silenced.
 * @param {HTMLElement} region a live region of ours
 */
export function createAnnouncer(region) {
  /** @type {Set<string>} */
  const heard = new Set();
  /** @type {Activity[]} */
  let waiting = [];
  /** @type {number | undefined} */
  let timer;

  /** What came together is read out speaker by speaker. */
  async function speak() {
    const came = waiting;
    waiting = [];
    /** @type {Activity[][]} */
    const turns = [];
    for (const activity of came) {
      const last = turns.at(-1);
      if (last && last[0]?.from?.name === activity.from?.name) last.push(activity);
      else turns.push([activity]);
    }
    for (const turn of turns) await read(turn);
  }

  /** @param {readonly Activity[]} turn of one speaker */
  async function read(turn) {
    const { page, choices } = await textsOf(turn.at(-1)?.locale ?? pageLanguage());
    const [first] = turn;
    if (!first || !page) return;
    const lang = first.locale ?? pageLanguage();
    const name = first.from?.name;
    const by = name && name !== GUIDE ? page.otherSays?.replace('$1', name) : page.says;
    const offered = turn.at(-1)?.suggestedActions?.actions ?? [];
    const said = document.createElement('p');
    said.lang = lang;
    said.textContent = [
      by,
      ...turn.map(({ text }) => text),
      ...(offered.length > 0
        ? [
            counted(lang, choices, offered.length),
            offered.map(({ title }, index) => `${index + 1}. ${title}`).join('; '),
          ]
        : []),
    ].join(' ');
    region.append(said);
    while (region.children.length > KEPT) region.firstChild?.remove();
  }

  return {
    /**
     * A message came: read out unless it was before.
     * @param {Activity} activity
     */
    hear(activity) {
      if (heard.has(activity.id) || activity.type !== 'message' || !activity.text) return;
      heard.add(activity.id);
      if (activity.from?.role !== 'bot') return;
      waiting.push(activity);
      clearTimeout(timer);
      timer = window.setTimeout(() => speak().catch(() => undefined), QUIET);
    },
    /**
     * Messages of an earlier visit are not read out again, but for the last one: it says where the conversation stands.
     * @param {readonly Activity[]} activities
     */
    know(activities) {
      for (const { id } of activities.slice(0, -1)) heard.add(id);
    },
  };
}

/**
 * @param {string} lang
 * @param {Readonly<Record<string, string>>} forms
 * @param {number} count
 */
function counted(lang, forms, count) {
  const form = forms[new Intl.PluralRules(lang).select(count)] ?? forms.other ?? '$1';
  return form.replace('$1', String(count));
}
