/** A policy pack could not be started, configured or asked; the message names the pack, what happened and what to do. */
export class PolicyPackError extends Error {
  /**
   * @param pack folder or name of the pack
   * @param happened what went wrong
   * @param change what to do about it
   */
  constructor(
    readonly pack: string,
    readonly happened: string,
    readonly change: string,
  ) {
    super(`policy pack ${pack}: ${happened}; ${change}`);
    this.name = "PolicyPackError";
  }
}

/** A started pack ended by itself, or does not answer in time: it is asked nothing any more. */
export class PackLost extends PolicyPackError {}

/** A policy failed at its work: its pack answered with an error, and goes on. */
export class PolicyFailure extends PolicyPackError {
  /** Name of the policy; absent where the pack does not say which. */
  readonly policy: string | undefined;

  /**
   * @param pack folder of the pack
   * @param call what it was asked for
   * @param details what it answered
   */
  constructor(pack: string, call: string, details: string) {
    const told = withoutFolders(details, pack);
    super(pack, `it answered ${call} with ${told}`, MEND);
    this.name = "PolicyFailure";
    this.policy = NAMED.exec(details)?.[1];
    this.details = told;
  }

  /** What the pack answered. */
  readonly details: string;
}

/** What to do about a policy that fails. */
export const MEND = "mend the policy that the trace names, or disable it";

/** How the SDK names the policy whose code threw. */
const NAMED = /(?:policy|remediation) '([^']+)' from policy pack/;

/** A trace that is the same on every machine: files from the folder of the pack, or from that of its packages. */
function withoutFolders(details: string, pack: string): string {
  return details.replaceAll(`${pack}/`, "").replace(/(?<=[\s(])\/\S*?\/(?=node_modules\/)/g, "");
}
