/** What a canary asks, and what it takes for an answer. */
export interface Probe {
  /** Address that it asks for. */
  readonly url: string;
  /** How it asks: both only read. */
  readonly method: "GET" | "HEAD";
  /** Status that is right; a redirection is not followed. */
  readonly status: number;
  /** How long the answer may take, its body included. */
  readonly withinSeconds: number;
}

/** What a probe is made with. */
export interface ProbeParts {
  /** Sends the request. */
  readonly send: typeof fetch;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Writes a line of the log. */
  readonly tell: (line: string) => void;
}

/** Name under which canaries ask, for the logs of those who answer. */
export const USER_AGENT = "inventory-platform-canary";

/**
 * Asks once. What it tells is the address, the status and the time; never a header or a body, which could be of a person.
 * @throws Error where the answer is another, or does not come in time
 */
export async function runProbe(probe: Probe, parts: ProbeParts): Promise<void> {
  const asked = `${probe.method} ${probe.url}`;
  const started = parts.now();
  const status = await statusOf(probe, parts).catch((error: unknown) => {
    throw new Error(`${asked} ${isTimeout(error) ? lateness(probe) : `failed: ${reasonOf(error)}`}`);
  });
  const milliseconds = Math.round(parts.now() - started);
  parts.tell(`${asked} answered ${String(status)} after ${String(milliseconds)} ms`);
  if (status !== probe.status) {
    throw new Error(`${asked} answered ${String(status)}, expected ${String(probe.status)}`);
  }
}

async function statusOf({ url, method, withinSeconds }: Probe, { send }: ProbeParts): Promise<number> {
  const response = await send(url, {
    method,
    redirect: "manual",
    headers: { "user-agent": USER_AGENT },
    signal: AbortSignal.timeout(withinSeconds * 1_000),
  });
  await response.arrayBuffer();
  return response.status;
}

function lateness({ withinSeconds }: Probe): string {
  return `was not answered within ${String(withinSeconds)} s`;
}

/** Whether the signal ended the request: its reason is a `DOMException`, which need not be an `Error`. */
function isTimeout(error: unknown): boolean {
  return typeof error === "object" && error !== null && "name" in error && error.name === "TimeoutError";
}

/** Why a request failed: `fetch` says it in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
