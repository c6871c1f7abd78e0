import { jsonAnswer, type Answer } from '../answer.ts';

/** The layers of the service do not agree whether an error's status is a string, a number or absent. */
interface WireError {
  readonly title: string;
  readonly status?: string | number;
  readonly detail?: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  422: 'Unprocessable Entity',
};

/** Ends the handling of a request with an error answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(httpStatus: number, error: WireError) {
    super(error.detail ?? error.title);
    this.answer = errorAnswer(httpStatus, error);
  }
}

function errorAnswer(httpStatus: number, error: WireError): Answer {
  return jsonAnswer(httpStatus, { errors: [error] });
}

/** As the account service refuses: its status is a string. */
export function refuse(status: number, detail?: string): Refusal {
  return new Refusal(status, {
    title: titles[status] ?? 'Error',
    status: String(status),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** As the search layer refuses: no status in the body. */
export function refuseSearch(detail = 'Could not parse the supplied filter'): Refusal {
  return new Refusal(400, { title: 'Bad Request', detail });
}

/** As the gate before all services refuses: its status is an integer, and there is no detail. */
export function refuseAtTheGate(): Refusal {
  return new Refusal(401, { status: 401, title: 'Unable to validate access token' });
}

/** The gate names neither the limit nor the time to wait. */
export const rateLimited = errorAnswer(429, { status: 429, title: 'Too Many Requests' });
