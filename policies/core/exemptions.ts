import { today } from "../clock";
import { isDay, type Day } from "./day";
import { isRestricted } from "./exemption-fields";
import { readExemptionFile } from "./exemption-file";
import type { ExemptionLedger, ReadExemptions } from "./exemption-ledger";

/** What a user can set for exemptions. Files that are not absolute are looked for from the pack's folder. */
export interface ExemptionConfig {
  /**
   * Files of exemptions.
   * @default - none
   */
  readonly files?: readonly string[];
  /**
   * Files of exemptions from rules on public exposure and residency.
   * @default - none
   */
  readonly restrictedFiles?: readonly string[];
  /**
   * Day the exemptions are held against.
   * @default - today, in UTC
   */
  readonly asOf?: Day;
}

const NONE: readonly string[] = [];

/** Opens the exemptions that a configuration names; the SDK hands out the same lists until it is configured anew. */
export function openExemptions(ledger: ExemptionLedger, config: ExemptionConfig): void {
  const { files = NONE, restrictedFiles = NONE, asOf } = config;
  const day = isDay(asOf) ? asOf : today();
  ledger.open({ day, lists: [files, restrictedFiles] }, () => {
    const rules = new Map(ledger.rules.map(({ name, tags }) => [name, { isRestricted: isRestricted(tags) }]));
    const read = (list: readonly string[], restricted: boolean): ReadExemptions[] =>
      list.map((file) => readExemptionFile({ file, day, rules, isRestricted: restricted }));
    const all = [...read(files, false), ...read(restrictedFiles, true)];
    return {
      exemptions: all.flatMap(({ exemptions }) => exemptions),
      problems: all.flatMap(({ problems }) => problems),
    };
  });
}
