/**
 * How a policy pack says that an exemption covers a finding, and how the planner reads it: the pack runs in a process of
 * its own, whoever starts it, and has no other way to say so than its message.
 */

/** What a report says of the exemption that covers a finding. */
export interface ExemptionNotice {
  /** Last day on which it counts: `2027-02-01`. */
  readonly expires: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Who declared to have approved it; absent where nobody has to. */
  readonly approvedBy?: string;
  /** Where it is followed up. */
  readonly ticket: string;
  /** Where it is written: `exemptions.yaml:12`. */
  readonly place: string;
  readonly reason: string;
}

/** Policies of the kit's pack that speak of exemptions and not of resources. */
export const EXEMPTION_POLICIES = { form: "exemption-require-form", stale: "exemption-warn-stale" } as const;

/** An exemption in one line: until when, by whom, and why. An approval that is `null` is one that nobody has to give. */
export function exemptionText(
  notice: Omit<ExemptionNotice, "approvedBy"> & { readonly approvedBy?: string | null },
): string {
  const { expires, owner, approvedBy, ticket, place, reason } = notice;
  const approval = typeof approvedBy === "string" ? `, approved by ${approvedBy}` : "";
  return `exempted until ${expires} by ${owner}${approval} (${ticket}, ${place}): ${reason}`;
}

/** The message of an exempted finding: the notice on a line of its own, then what was found. */
export function withExemptionNotice(notice: ExemptionNotice, message: string): string {
  return `${exemptionText(notice)}\n${message}`;
}

const NOTICE = /^exempted until (\d{4}-\d{2}-\d{2}) by (\S+?)(?:, approved by (\S+))? \((\S+), (\S+:\d+)\): (.*)\n/;

/** Takes the message of a finding apart; `undefined` where no exemption covers it. */
export function readExemptionNotice(
  message: string,
): { readonly notice: ExemptionNotice; readonly message: string } | undefined {
  const match = NOTICE.exec(message);
  if (match === null) {
    return undefined;
  }
  const [whole, expires = "", owner = "", approvedBy, ticket = "", place = "", reason = ""] = match;
  const notice = { expires, owner, ...(approvedBy !== undefined && { approvedBy }), ticket, place, reason };
  return { notice, message: message.slice(whole.length) };
}

const UNUSED = "covers nothing here";

/** What is said of an exemption that no finding needed. */
export function unusedNotice(place: string, rule: string): string {
  return `${place}: the exemption from ${rule} ${UNUSED}, expected a finding that needs it`;
}

/** Whether a message is an {@link unusedNotice}. */
export function isUnusedNotice(message: string): boolean {
  return message.includes(UNUSED);
}
