import { type Issue, Problem } from '#lib/api/problem.ts';

/** An answer that is not what was asked for, with the problem document that says why. */
export class Refusal extends Error {
  readonly problem: Problem;
  readonly response: Response;

  constructor(problem: Problem, response: Response) {
    super(problem.detail ?? problem.title);
    this.name = 'Refusal';
    this.problem = problem;
    this.response = response;
  }

  get status(): number {
    return this.response.status;
  }

  /** A heading of docs/errors.md; nothing when the answer is a defect, or did not come from Bulletin. */
  get code(): string | undefined {
    return this.problem.code;
  }

  get issues(): readonly Issue[] {
    return this.problem.issues ?? [];
  }
}

/** What lies between can answer as well, in words of its own: a gateway, a proxy. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const { status, statusText } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const { data } = Problem.safeParse(body);
  return new Refusal(data ?? { type: 'about:blank', title: statusText || `status ${status}`, status }, response);
}
