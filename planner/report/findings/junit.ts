import { resourceName } from "./by-policy";
import type { FindingsDocument, ReportedFinding, ReportedPolicy } from "./document";

/**
 * Findings as JUnit's XML, which every build server shows: a suite for each stack; in it a failed test for each mandatory
 * finding, and a passed one for each policy without any. Advisory findings are output of passed tests.
 */
export function findingsJunit(document: FindingsDocument): string {
  const suites = document.stacks.map((stack) => suiteOf(document, stack));
  const sums = (["tests", "failures", "errors"] as const).map((what) => `${what}="${sum(suites, what)}"`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="policy" ${sums.join(" ")}>`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  /** Policies that failed themselves. */
  readonly errors: number;
  readonly lines: readonly string[];
}

function suiteOf({ policies, findings }: FindingsDocument, stack: string): Suite {
  const own = findings.filter((finding) => finding.stack === stack);
  const failed = own.filter(({ level }) => level === "mandatory");
  const errors = failed.filter(({ kind }) => kind === "failure").length;
  const broken = new Set(failed.map(({ pack, policy }) => `${pack}\n${policy}`));
  const passed = policies.filter(({ pack, policy }) => !broken.has(`${pack}\n${policy}`));
  const tests = failed.length + passed.length;
  return {
    tests,
    failures: failed.length - errors,
    errors,
    lines: [
      `  <testsuite name="${escaped(stack)}" tests="${tests}" failures="${failed.length - errors}" errors="${errors}" skipped="0">`,
      ...failed.flatMap(failedTest),
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

function passedTest({ pack, policy }: ReportedPolicy, findings: readonly ReportedFinding[]): string[] {
  const advice = findings.filter((finding) => finding.pack === pack && finding.policy === policy);
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

function sum(suites: readonly Suite[], what: "tests" | "failures" | "errors"): number {
  return suites.reduce((total, suite) => total + suite[what], 0);
}
