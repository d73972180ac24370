import { HttpProblem } from '../../http/problem.ts';
import type { Case } from '../case.ts';
import type { Result } from '../desk.ts';
import type { Refusal } from '../interface.ts';

type Code = Refusal['code'];

const REFUSALS: Readonly<Record<Code, readonly [status: number, message: string]>> = {
  NoSession: [401, 'sign in first'],
  SessionExpired: [401, 'the session has ended: sign in again'],
  CrossSite: [403, 'the request comes from another site, or lacks the header "X-Desk: 1"'],
  WrongRole: [403, 'your role may not do this'],
  NotYours: [403, 'somebody else holds this case'],
  CaseGone: [404, 'there is no such case, or it was erased'],
  CodeUnknown: [404, 'no guidance has this return code, or it is too old'],
  CodeParked: [409, 'the guidance is put away on a shared phone: the seeker writes the code there first'],
  CodeLimited: [429, 'too many wrong return codes: try again in an hour'],
  CaseTaken: [409, 'somebody else took the case first'],
  CaseMoved: [409, 'the case is in another state by now'],
  Full: [409, 'you hold as many conversations as you can'],
  PlanChanged: [409, 'the plan was changed since you read it: read it again'],
  TooLong: [413, 'the text is too long: shorten it'],
  BadArgument: [400, 'the request is not in order'],
  NotFound: [404, 'there is nothing at this address'],
  ServiceUnavailable: [503, 'it could not be kept: try again in a moment'],
};

/** A refusal as the desk's interface words it. */
export function refuse(code: Code, theCase?: Case, message = REFUSALS[code][1]): HttpProblem {
  return new HttpProblem(REFUSALS[code][0], code, message, {
    ...(theCase?.holder && { holder: theCase.holder }),
    ...(theCase && { state: theCase.state }),
  });
}

/** What was done. @throws HttpProblem where it was refused */
export function doneOf<T extends object>(result: Result<T>): T {
  if ('refused' in result) throw refuse(result.refused, result.case);
  return result;
}
