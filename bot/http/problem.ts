/** A refusal as Direct Line 3.0 words it: a status, a code for programs, a sentence that says what to do. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly code: string;
  /** What else a program should know. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export const badArgument = (message: string) => new HttpProblem(400, 'BadArgument', message);
export const forbidden = (message: string, code = 'BadToken') => new HttpProblem(403, code, message);
export const notFound = (message: string) => new HttpProblem(404, 'NotFound', message);
