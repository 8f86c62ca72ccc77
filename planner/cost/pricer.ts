import type { Charge } from "./charge";
import type { Subject } from "./subject";

/** What a type of resource costs. */
export interface Pricer {
  /** Pulumi type token. */
  readonly type: string;
  /** What it can be used for in a month: what a usage file may say of it, and in which unit. */
  readonly usage: Readonly<Record<string, string>>;
  /** Set for services without a region, which are billed as of us-east-1. */
  readonly isGlobal?: true;
  /** Charges of one resource. Throws {@link Undecided} where an input that decides is not known. */
  charges(subject: Subject): readonly Charge[];
}
