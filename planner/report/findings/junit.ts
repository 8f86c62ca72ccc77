import { exemptionText } from "../../../facts/exemption-notice";
import { resourceName } from "./by-policy";
import type { FindingsDocument, ReportedFinding, ReportedPolicy } from "./document";

/**
 * Findings as JUnit's XML, which every build server shows: a suite for each stack; in it a failed test for each mandatory
 * finding, a skipped one for each that is exempted, and a passed one for each policy without any. Advisory findings are
 * output of passed tests.
 */
export function findingsJunit(document: FindingsDocument): string {
  const suites = document.stacks.map((stack) => suiteOf(document, stack));
  const sums = COUNTS.filter((what) => what !== "skipped").map((what) => `${what}="${sum(suites, what)}"`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="policy" ${sums.join(" ")}>`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

const COUNTS = ["tests", "failures", "errors", "skipped"] as const;

interface Suite {
  readonly tests: number;
  readonly failures: number;
  /** Policies that failed themselves. */
  readonly errors: number;
  /** Findings that an exemption covers. */
  readonly skipped: number;
  readonly lines: readonly string[];
}

function suiteOf({ policies, findings }: FindingsDocument, stack: string): Suite {
  const own = findings.filter((finding) => finding.stack === stack);
  const exempted = own.filter(({ exemption }) => exemption !== null);
  const failed = own.filter(({ level, exemption }) => level === "mandatory" && exemption === null);
  const errors = failed.filter(({ kind }) => kind === "failure").length;
  const broken = new Set(failed.map(({ pack, policy }) => `${pack}\n${policy}`));
  const passed = policies.filter(({ pack, policy }) => !broken.has(`${pack}\n${policy}`));
  const tests = failed.length + exempted.length + passed.length;
  const counts = { tests, failures: failed.length - errors, errors, skipped: exempted.length };
  return {
    ...counts,
    lines: [
      `  <testsuite name="${escaped(stack)}" ${COUNTS.map((what) => `${what}="${counts[what]}"`).join(" ")}>`,
      ...failed.flatMap(failedTest),
      ...exempted.flatMap(skippedTest),
      ...passed.flatMap((policy) => passedTest(policy, own)),
      "  </testsuite>",
    ],
  };
}

function failedTest({ kind, pack, policy, severity, urn, message, remediation, sites }: ReportedFinding): string[] {
  const element = kind === "failure" ? "error" : "failure";
  const details = [
    message,
    urn,
    ...sites.map(({ file, line }) => `at ${file}:${line}`),
    ...(remediation === null ? [] : [`fix: ${remediation}`]),
  ];
  return [
    `    <testcase classname="${escaped(pack)}" name="${escaped(`${policy}: ${resourceName(urn)}`)}">`,
    `      <${element} type="${severity ?? "mandatory"}" message="${escaped(message)}">${escaped(details.join("\n"))}</${element}>`,
    "    </testcase>",
  ];
}

function skippedTest({ pack, policy, urn, message, exemption }: ReportedFinding): string[] {
  const said = exemption === null ? message : `${message}\n${exemptionText(exemption)}`;
  return [
    `    <testcase classname="${escaped(pack)}" name="${escaped(`${policy}: ${resourceName(urn)}`)}">`,
    `      <skipped message="${escaped(said)}"/>`,
    "    </testcase>",
  ];
}

function passedTest({ pack, policy }: ReportedPolicy, findings: readonly ReportedFinding[]): string[] {
  const own = findings.filter((finding) => finding.pack === pack && finding.policy === policy);
  const advice = own.filter(({ exemption }) => exemption === null);
  const test = `    <testcase classname="${escaped(pack)}" name="${escaped(policy)}"`;
  if (advice.length === 0) {
    return [`${test}/>`];
  }
  const text = advice.map(({ urn, message }) => `${resourceName(urn)}: ${message}`).join("\n");
  return [`${test}>`, `      <system-out>${escaped(text)}</system-out>`, "    </testcase>"];
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text for an element or an attribute. XML 1.0 has no control characters but tab and line ends, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll("\n", "&#10;");
}

function sum(suites: readonly Suite[], what: (typeof COUNTS)[number]): number {
  return suites.reduce((total, suite) => total + suite[what], 0);
}
