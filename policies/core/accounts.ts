import type { PolicyProviderResource } from "@pulumi/policy";
import { asList, parsed } from "./tags";

/** Accounts that a provider may act in, by its `allowedAccountIds`; none where it names none. */
export function accountsOf(provider: PolicyProviderResource | undefined): ReadonlySet<unknown> {
  const given: unknown = provider?.props["allowedAccountIds"];
  return new Set(asList(typeof given === "string" ? parsed(given) : given));
}

/** Account of a principal's ARN or number; `undefined` where it says none. */
export function accountOf(principal: string): string | undefined {
  return /^(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})(?::.*)?$/.exec(principal)?.[1];
}
