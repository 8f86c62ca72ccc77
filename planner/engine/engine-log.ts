import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { PlanDiagnostic } from "../plan";

type Reply<T> = (error: null, response: T) => void;

const SEVERITIES = ["debug", "info", "warning", "error"] as const satisfies readonly PlanDiagnostic["severity"][];

/** The engine service as the SDK sees it: takes log messages, and knows the root resource. */
export class EngineLog {
  readonly #diagnostics: PlanDiagnostic[] = [];

  /** Messages so far, in order; debug messages are dropped. */
  get diagnostics(): readonly PlanDiagnostic[] {
    return this.#diagnostics;
  }

  /** Takes a log message. */
  log(request: LogRequest, reply: Reply<unknown>): void {
    const severity = SEVERITIES[request.getSeverity()] ?? "info";
    if (severity !== "debug" && !request.getEphemeral()) {
      const urn = request.getUrn();
      this.#diagnostics.push({ severity, message: request.getMessage(), ...(urn !== "" && { urn }) });
    }
    reply(null, {});
  }

  /** Old SDKs tell the engine which resource is the stack. */
  setRootResource(_request: unknown, reply: Reply<unknown>): void {
    reply(null, {});
  }

  /** The offline engine speaks the protocol of the SDK it was tested with, whatever CLI version a program asks for. */
  requirePulumiVersion(_request: unknown, reply: Reply<unknown>): void {
    reply(null, {});
  }

  /** Closes nothing: there is no connection. */
  close(): void {}
}
