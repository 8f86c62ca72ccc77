import { unusedNotice } from "../../facts/exemption-notice";
import { daysAfter, type Day } from "./day";
import { NOTICE_DAYS, selectsResource, type Exemption, type Offender } from "./exemption";

/** What became of an offender: covered by an exemption, or by none; then also one that is used up. */
export interface Cover {
  readonly by?: Exemption;
  /** Exemption that would cover it, had it not covered as many as it may. */
  readonly usedUp?: Exemption;
}

/** Exemptions that have been read, with what was wrong with the files. */
export interface ReadExemptions {
  readonly exemptions: readonly Exemption[];
  readonly problems: readonly string[];
}

/** What a ledger is opened for. */
export interface LedgerKey {
  /** The day the exemptions are held against. */
  readonly day: Day;
  /** Lists of files, told apart by identity. */
  readonly lists: readonly unknown[];
}

/** A rule, as far as exemptions need to know it. */
interface ExemptedRule {
  readonly name: string;
  readonly tags?: readonly string[];
}

/**
 * The exemptions of the stack that is being judged, and which resources they have covered so far. It counts resources,
 * not findings: a resource that is judged twice, or breaks a rule twice, counts once.
 */
export class ExemptionLedger {
  /** The rules that can be exempted from. */
  rules: readonly ExemptedRule[] = [];
  #key: LedgerKey = { day: "", lists: [] };
  #read: ReadExemptions = { exemptions: [], problems: [] };
  #byRule: ReadonlyMap<string, readonly Exemption[]> = new Map();
  readonly #covered = new Map<Exemption, Set<string>>();
  #reported = false;

  /**
   * Opens the ledger for a configuration; one that is open for it already stays as it is.
   * @param read reads the exemptions, where they have not been
   */
  open(key: LedgerKey, read: () => ReadExemptions): void {
    if (this.#key.day === key.day && this.#key.lists.every((list, index) => list === key.lists[index])) {
      return;
    }
    [this.#key, this.#read, this.#reported] = [key, read(), false];
    this.#covered.clear();
    this.#byRule = byRule(this.#valid());
  }

  /** Whether it has been opened: before that nobody knows what is exempted. */
  get isOpen(): boolean {
    return this.#key.day !== "";
  }

  /** What is wrong with the files; said once for each configuration. */
  takeProblems(): readonly string[] {
    const problems = this.#reported ? [] : this.#read.problems;
    this.#reported = true;
    return problems;
  }

  /** Whether an exemption means a resource, whether or not it breaks the rule. */
  means(rule: string, resource: Offender): boolean {
    return this.of(rule).some(({ select }) => selectsResource(select, resource));
  }

  /** Exemptions from a rule that have not expired. */
  of(rule: string): readonly Exemption[] {
    return this.#byRule.get(rule) ?? [];
  }

  /** Looks for an exemption that covers a resource which broke a rule, and counts it. */
  cover(rule: string, offender: Offender): Cover {
    const meant = this.of(rule).filter(({ select }) => selectsResource(select, offender));
    const by = meant.find((exemption) => this.#admits(exemption, offender.urn));
    if (by !== undefined) {
      this.#urnsOf(by).add(offender.urn);
      return { by };
    }
    const [usedUp] = meant;
    return usedUp === undefined ? {} : { usedUp };
  }

  /** What is to be said of exemptions that have expired, are about to, or cover nothing. */
  stale(): readonly string[] {
    return this.#read.exemptions.flatMap((exemption) => {
      const { place, rule, expires } = exemption;
      if (expires < this.#key.day) {
        const says = `${place}: the exemption from ${rule} expired on ${expires}, and what it covered counts again`;
        return [`${says}; remove it`];
      }
      const unused = this.#urnsOf(exemption).size === 0 ? [unusedNotice(place, rule)] : [];
      const soon = expires <= (daysAfter(this.#key.day, NOTICE_DAYS) ?? "");
      return [
        ...(soon ? [`${place}: the exemption from ${rule} expires on ${expires}; mend what it covers`] : []),
        ...unused,
      ];
    });
  }

  /** The last day of an exemption is one on which it counts. */
  #valid(): readonly Exemption[] {
    return this.#read.exemptions.filter(({ expires }) => expires >= this.#key.day);
  }

  #admits(exemption: Exemption, urn: string): boolean {
    const covered = this.#urnsOf(exemption);
    return covered.has(urn) || covered.size < exemption.maxMatches;
  }

  #urnsOf(exemption: Exemption): Set<string> {
    const covered = this.#covered.get(exemption) ?? new Set<string>();
    this.#covered.set(exemption, covered);
    return covered;
  }
}

function byRule(exemptions: readonly Exemption[]): ReadonlyMap<string, readonly Exemption[]> {
  const groups = new Map<string, readonly Exemption[]>();
  for (const exemption of exemptions) {
    groups.set(exemption.rule, [...(groups.get(exemption.rule) ?? []), exemption]);
  }
  return groups;
}

/** The ledger of this pack: a pack's process judges one stack at a time. */
export const LEDGER = new ExemptionLedger();
