/** A policy pack could not be started, configured or asked; the message names the pack, what happened and what to do. */
export class PolicyPackError extends Error {
  /**
   * @param pack folder or name of the pack
   * @param happened what went wrong
   * @param change what to do about it
   */
  constructor(
    readonly pack: string,
    happened: string,
    change: string,
  ) {
    super(`policy pack ${pack}: ${happened}; ${change}`);
    this.name = "PolicyPackError";
  }
}
