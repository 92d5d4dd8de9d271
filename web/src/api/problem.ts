import type { components } from "./schema.gen";

/** One part of a request that was not accepted: a JSON pointer and a sentence. */
export type ProblemField = components["schemas"]["ProblemError"];

interface ProblemParts {
  slug: string;
  title?: string | undefined;
  detail?: string | undefined;
  remedy?: string | undefined;
  status?: number | undefined;
  requestId?: string | undefined;
  fields?: ProblemField[] | undefined;
  graphCode?: number | undefined;
  retryAfter?: number | undefined;
}

/** The slug of an answer that never came: no network, or the server is away. */
export const OFFLINE = "offline";
/** The slug of a refusal that holds for everything in the tenant: it was suspended or cancelled. */
export const SUSPENDED = "tenant-suspended";
/** The slug of a refusal that holds until the person shows once more who she is. */
export const STEP_UP = "step-up-required";
/** The slug of a refusal that holds for everything in the tenant until the person has a second factor. */
export const FACTOR_MISSING = "second-factor-missing";
/** The slug of an answer that is none of ours, for example a proxy's page. */
export const UNEXPECTED = "unexpected";

/** Why a call did not do what was asked. `slug` is the thing to decide by; title, detail and remedy are for people. */
export class Problem extends Error implements ProblemParts {
  readonly slug: string;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly remedy: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly fields: ProblemField[];
  readonly graphCode: number | undefined;
  /** Seconds after which to try again. */
  readonly retryAfter: number | undefined;

  constructor(parts: ProblemParts) {
    super(parts.detail ?? parts.title ?? parts.slug);
    this.name = "Problem";
    this.slug = parts.slug;
    this.title = parts.title;
    this.detail = parts.detail;
    this.remedy = parts.remedy;
    this.status = parts.status;
    this.requestId = parts.requestId;
    this.fields = parts.fields ?? [];
    this.graphCode = parts.graphCode;
    this.retryAfter = parts.retryAfter;
  }

  /** What is said about one part of the request, as `/password`. */
  field(pointer: string): string | undefined {
    return this.fields.find((field) => field.pointer === pointer)?.detail;
  }

  /** Whether the same call may succeed a little later. */
  get isPassing(): boolean {
    return this.slug === OFFLINE || this.status === 429 || (this.status ?? 0) >= 500;
  }
}

/** The problem that an answer tells of. */
export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const common = {
    status: response.status,
    requestId: response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  };
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    return new Problem({ slug: UNEXPECTED, ...common });
  }
  const body = (await response.json()) as components["schemas"]["Problem"];
  return new Problem({
    ...common,
    slug: body.type.replace(/^\/problems\//, ""),
    title: body.title,
    detail: body.detail,
    remedy: body.remedy ?? undefined,
    requestId: body.instance,
    fields: body.errors ?? undefined,
    graphCode: body.graphCode ?? undefined,
  });
}

/** Anything that was thrown, as a problem: a fetch that failed is `offline`, what is left is a fault of ours. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({
    slug: UNEXPECTED,
    detail: error instanceof Error ? error.message : undefined,
  });
}
