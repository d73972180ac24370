const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/**
 * A Finnish personal identity code: day, month, year, century sign, individual number, check character
 * (Digital and Population Data Services Agency; century signs by the decree 690/2022).
 */
const IDENTITY_CODE = /(?<![\p{L}\d])(\d{6})([+\-–—YXWVUABCDEF])(\d{3})([0-9A-Y])(?![\p{L}\d])/giu;

/** Takes out Finnish personal identity codes before anything is stored or logged. */
export function redact(text: string): string {
  return text.replace(IDENTITY_CODE, (code, date: string, _century, number: string, check: string) =>
    CHECK_CHARACTERS[Number(date + number) % 31] === check.toUpperCase() ? '[***]' : code,
  );
}
