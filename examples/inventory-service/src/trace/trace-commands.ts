import type { Command } from "../domain";
import type { CommandRequest, Outcome } from "../storage";
import type { Span, TraceFacts, Traces } from "./traces";

type Submit = (request: CommandRequest, timeoutMilliseconds: number) => Promise<Outcome>;
type Execute<Rest extends readonly unknown[], Result> = (
  requests: readonly CommandRequest[],
  ...rest: Rest
) => Promise<Result>;

/** Commands that are recorded, and the batches they share. */
export class CommandTraces {
  readonly #traces: Traces;
  /** Commands that wait for their batch, or are in it, by where they stand. */
  readonly #waiting = new Map<string, Span>();

  constructor(traces: Traces) {
    this.#traces = traces;
  }

  /** Records commands, each from its arrival to its answer. What it does then is a part of it: its batch, its events. */
  commands(submit: Submit): Submit {
    return async (request, timeoutMilliseconds) => {
      const span = request.traceparent === undefined ? undefined : this.#begin(request.command, request.traceparent);
      if (span === undefined) {
        return submit(request, timeoutMilliseconds);
      }
      this.#waiting.set(span.traceparent, span);
      try {
        const outcome = await submit({ ...request, traceparent: span.traceparent }, timeoutMilliseconds);
        span.end({ outcome: outcomeOf(outcome) });
        return outcome;
      } catch (error) {
        span.end({ outcome: "unanswered", failed: true });
        throw error;
      } finally {
        this.#waiting.delete(span.traceparent);
      }
    };
  }

  /** Records batches in which there is a command that is recorded. A batch is nobody's part: it and its commands have links. */
  batches<Rest extends readonly unknown[], Result>(execute: Execute<Rest, Result>): Execute<Rest, Result> {
    return async (requests, ...rest) => {
      const links = requests.flatMap(({ traceparent }) => traceparent ?? []);
      const start = { name: "batch", role: "internal", parent: undefined, links } as const;
      const span =
        links.length === 0 ? undefined : this.#traces.begin({ ...start, facts: { commands: requests.length } });
      links.forEach((each) => this.#waiting.get(each)?.link(span?.traceparent ?? ""));
      try {
        const outcomes = await execute(requests, ...rest);
        span?.end({});
        return outcomes;
      } catch (error) {
        span?.end({ failed: true });
        throw error;
      }
    };
  }

  #begin(command: Command, parent: string): Span | undefined {
    const { kind, tenant } = command;
    const facts: TraceFacts = { kind, tenant, skus: skusOf(command) };
    return this.#traces.begin({ name: `command ${kind}`, role: "internal", parent, facts });
  }
}

function skusOf(command: Command): readonly string[] | undefined {
  if (command.kind === "reserve") {
    return command.lines.map(({ sku }) => sku);
  }
  return "sku" in command ? [command.sku] : undefined;
}

function outcomeOf(outcome: Outcome): string {
  if (outcome.kind !== "answered") {
    return outcome.kind;
  }
  return outcome.answer.accepted ? "accepted" : outcome.answer.refusal.kind;
}
