import { compile } from 'html-to-text';

/** Longest HTML that is looked at, in characters; nobody reads the rest of a description. */
const LONGEST = 20_000;

const toText = compile({
  wordwrap: false,
  limits: { maxDepth: 40, maxChildNodes: 1000 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'style', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'ul', options: { itemPrefix: ' ' } },
  ],
});

const EMAIL = /[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+/i;
const PHONE = /(?:\+\d|\b0\d)[\d\s()/-]{4,}\d/;
const IDENTITY_CODE = /\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b/;
/** Words by which a sentence names somebody to turn to. */
const CONTACT =
  /yhteyshenkil|yhteystie|yhteydenot|lisätieto(?:ja|a)\s*(?::|anta)|\bpuh\b\.?|puhelinnumero|sähköposti|s-posti|kontaktperson|kontaktuppgift|mer information\s*(?::|ges)|\btel\b\.?\s*:?|telefonnummer|e-post|contact person|contact details|for more information\s*(?::|contact)|phone(?: number)?\s*:|e-?mail/i;

/** A text without mark-up and without those it names to turn to. */
export interface Plain {
  readonly text: string;
  /** Sentences that were left out because they hold an address, a number or a contact person. */
  readonly dropped: number;
}

/** Cleans HTML to plain sentences in the letters that text messages know, and drops every sentence with personal data. */
export function plainText(html: string, longest = Number.POSITIVE_INFINITY): Plain {
  const start = html.slice(0, LONGEST);
  // Most texts have no mark-up, and need no parser.
  const lines = (/[<&]/.test(start) ? toText(start) : start)
    .replace(/[\u2018\u2019\u00b4]/g, "'")
    .replace(/[\u201c-\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/\u00ad/g, '')
    .split(/\n+/)
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  const sentences = lines.filter((line) => line !== '').flatMap((line) => line.split(/(?<=[.!?])\s+/));
  const personal = sentences.map(isPersonal);
  const kept = sentences.filter(
    (sentence, at) => !personal[at] && !(personal[at + 1] && leadsTo(sentence, sentences[at + 1])),
  );
  return { text: cut(kept, longest), dropped: sentences.length - kept.length };
}

/** Whether a sentence holds an address, a number, an identity code or names a contact person. */
export const isPersonal = (sentence: string): boolean =>
  EMAIL.test(sentence) || PHONE.test(sentence) || IDENTITY_CODE.test(sentence) || CONTACT.test(sentence);

/** "Opettaja on Matti Meikäläinen:" before a bare address belongs to the address. */
function leadsTo(sentence: string, next = ''): boolean {
  const rest = next.replace(EMAIL, '').replace(PHONE, '').replace(CONTACT, '');
  const bare = rest.replace(/[^\p{L}]/gu, '').length < 4;
  return bare && (/:$/.test(sentence) || /\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u.test(sentence));
}

/** Whole sentences as far as they fit; of one that is too long, whole words. */
function cut(sentences: readonly string[], longest: number): string {
  let text = '';
  for (const sentence of sentences) {
    const longer = text === '' ? sentence : `${text} ${sentence}`;
    if (longer.length > longest) break;
    text = longer;
  }
  const [first = ''] = sentences;
  return text !== '' || first === '' ? text : `${first.slice(0, longest - 3).replace(/\s+\S*$/, '')}...`;
}
