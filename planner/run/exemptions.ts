import fs from "node:fs";
import path from "node:path";
import { EXEMPTION_POLICIES, isUnusedNotice } from "../../facts/exemption-notice";
import type { Finding } from "../finding";
import type { PolicyConfiguration } from "../policy";

/** Where a project writes its exemptions down, from its folder. */
const FILES = { files: "policies/exemptions.yaml", restrictedFiles: "policies/restricted-exemptions.yaml" } as const;

/** Where and when exemptions are looked for. */
export interface ExemptionRequest {
  /** Folder of the project that is judged. */
  readonly directory: string;
  /** Folder of the pack that reads them. */
  readonly pack: string;
  /** Day they are held against. */
  readonly asOf: string;
}

/**
 * Tells the kit's pack of a project's exemptions. Files are named from the pack's folder, so that no message names a
 * folder of this machine.
 */
export function exemptionsFor({ directory, pack, asOf }: ExemptionRequest): PolicyConfiguration {
  const named = (file: string): string[] => {
    const absolute = path.resolve(directory, file);
    return fs.existsSync(absolute) ? [path.relative(fs.realpathSync(pack), fs.realpathSync(absolute))] : [];
  };
  const [files, restrictedFiles] = [named(FILES.files), named(FILES.restrictedFiles)];
  return { [EXEMPTION_POLICIES.form]: { files, restrictedFiles, asOf } };
}

/**
 * What is said of exemptions concerns a run, not a stack: each is said once, and that one is not needed only where no
 * stack needed it.
 */
export function withoutRepeatedNotices<Stack extends { readonly findings: readonly Finding[] }>(
  stacks: readonly Stack[],
): Stack[] {
  const notices = stacks.map(({ findings }) => new Set(findings.filter(isNotice).map(({ message }) => message)));
  const said = new Set<string>();
  return stacks.map((stack) => {
    const findings = stack.findings.filter((finding) => {
      if (!isNotice(finding)) {
        return true;
      }
      const { message } = finding;
      const isDue = !said.has(message) && (!isUnusedNotice(message) || notices.every((each) => each.has(message)));
      said.add(message);
      return isDue;
    });
    return { ...stack, findings };
  });
}

function isNotice({ policy }: Finding): boolean {
  return policy === EXEMPTION_POLICIES.form || policy === EXEMPTION_POLICIES.stale;
}
