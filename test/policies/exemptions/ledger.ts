import type { Exemption } from "../../../policies/core/exemption";
import { ExemptionLedger, LEDGER } from "../../../policies/core/exemption-ledger";

/** An exemption of a test. */
export function exemption(given: Partial<Exemption> = {}): Exemption {
  return {
    rule: "queue-require-tls",
    select: { urn: "*::legacy-*" },
    maxMatches: 1,
    reason: "The old queues go with the old shop.",
    owner: "shop",
    ticket: "SHOP-1",
    expires: "2027-02-01",
    place: "exemptions.yaml:2",
    ...given,
  };
}

/** Opens a ledger with exemptions on a day. */
export function opened(
  exemptions: readonly Exemption[],
  { day = "2026-11-27", ledger = new ExemptionLedger() } = {},
): ExemptionLedger {
  ledger.open({ day, lists: [exemptions] }, () => ({ exemptions, problems: [] }));
  return ledger;
}

/** Opens the ledger of the pack. */
export function openPackLedger(exemptions: readonly Exemption[], day?: string): ExemptionLedger {
  return opened(exemptions, { ledger: LEDGER, ...(day !== undefined && { day }) });
}
