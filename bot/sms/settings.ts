/** What it takes to send and receive text messages through Twilio. */
export interface SmsSettings {
  readonly accountSid: string;
  /** A secret: never logged, never shown. */
  readonly authToken: string;
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string };
  /** Where Twilio's REST interface is; absent: at Twilio. */
  readonly baseUrl: string | undefined;
  /** Origin of the addresses that Twilio was given, over which it signs. */
  readonly publicUrl: string;
  /** Segments that may be sent in a calendar month. */
  readonly segmentsAMonth: number;
  /** Messages of one number that are answered within an hour. */
  readonly messagesAnHour: number;
}

const NEEDED = [
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_FROM',
  'TWILIO_MESSAGING_SERVICE_SID',
] as const;

/** Reads the settings of text messages; undefined where none is set. What is wrong or missing is added to `problems`. */
export function readSms(
  env: Readonly<Record<string, string | undefined>>,
  publicUrl: string | undefined,
  problems: string[],
): SmsSettings | undefined {
  const of = (name: string) => env[name]?.trim() || undefined;
  const segmentsAMonth = count('SMS_SEGMENTS_A_MONTH', 5_000);
  const messagesAnHour = count('SMS_MESSAGES_AN_HOUR', 60);
  const baseUrl = optional(
    'TWILIO_BASE_URL',
    /^https?:\/\/[^/?#\s]+$/,
    'an origin such as "http://localhost:4010"',
  );
  if (NEEDED.every((name) => of(name) === undefined)) return undefined;

  const accountSid = matching('TWILIO_ACCOUNT_SID', /^AC[0-9a-f]{32}$/, '"AC" and 32 hexadecimal digits');
  const authToken = of('TWILIO_AUTH_TOKEN');
  // The value of a secret is never repeated in a message.
  if (!/^[\x21-\x7e]{16,}$/.test(authToken ?? ''))
    problems.push('TWILIO_AUTH_TOKEN must be set to the auth token of the account, without spaces');
  const from = optional('TWILIO_FROM', /^\+[1-9]\d{6,14}$/, 'a number such as "+358501234567"');
  const service = optional(
    'TWILIO_MESSAGING_SERVICE_SID',
    /^MG[0-9a-f]{32}$/,
    '"MG" and 32 hexadecimal digits',
  );
  if ((of('TWILIO_FROM') === undefined) === (of('TWILIO_MESSAGING_SERVICE_SID') === undefined))
    problems.push(
      'set one of TWILIO_FROM and TWILIO_MESSAGING_SERVICE_SID: it says who a text message comes from',
    );
  if (!publicUrl) problems.push('PUBLIC_URL must be set for text messages: Twilio signs over it');

  return {
    accountSid: accountSid ?? '',
    authToken: authToken ?? '',
    sender: from !== undefined ? { from } : { messagingServiceSid: service ?? '' },
    baseUrl,
    publicUrl: publicUrl ?? '',
    segmentsAMonth,
    messagesAnHour,
  };

  function optional(name: string, form: RegExp, expected: string): string | undefined {
    const text = of(name);
    if (text !== undefined && !form.test(text)) problems.push(`${name} is "${text}" but must be ${expected}`);
    return text;
  }
  function matching(name: string, form: RegExp, expected: string): string | undefined {
    if (of(name) === undefined) problems.push(`${name} must be set for text messages: ${expected}`);
    return optional(name, form, expected);
  }
  function count(name: string, fallback: number): number {
    const text = of(name);
    if (text === undefined) return fallback;
    if (!/^[1-9]\d{0,8}$/.test(text)) problems.push(`${name} is "${text}" but must be a number from 1 on`);
    return Number(text);
  }
}
