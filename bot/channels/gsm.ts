import { SegmentedMessage } from 'sms-segments-calculator';

/** Typographic characters and what stands for them in the letters of a plain text message (GSM 03.38), where one foreign letter halves the room. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/gu, '"'],
  [/[\u2018\u2019\u201a\u201b\u02bc\u02bb\u00b4\u0060\u2032]/gu, "'"],
  [/[\u2010-\u2015\u2212\u2022\u00b7\u25cf]/gu, '-'],
  [/\u2026/gu, '...'],
  [/\u00d7/gu, 'x'],
];
/** Signs that direct text or hold it together: an old phone shows them as boxes. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu;
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[\]~|€]$/u;

/** A text as an old phone can show it: in GSM-7 where the language has its letters there, else in as few odd characters as can be. */
export function plainText(text: string): string {
  const simple = PLAIN.reduce((now, [from, to]) => now.replace(from, to), text)
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ');
  // Text in other letters goes out as it is: it takes UCS-2 anyway.
  return /\p{Script=Arabic}|\p{Script=Cyrillic}/u.test(simple)
    ? simple
    : [...simple].map((sign) => (GSM.test(sign) ? sign : withoutMarks(sign))).join('');
}

/** `š` becomes `s`; what has no such form stays, and costs. */
const withoutMarks = (sign: string) => {
  const bare = sign.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...bare].every((one) => GSM.test(one)) ? bare : sign;
};

/** How many segments a text takes: 160 or each 153 characters of GSM-7, 70 or each 67 of UCS-2 (3GPP TS 23.038 and 23.040). */
export const segmentsOf = (text: string): number => new SegmentedMessage(text).segmentsCount;
