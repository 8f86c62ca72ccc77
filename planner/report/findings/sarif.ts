import type { Location, Log, Region, ReportingDescriptor, Result, Suppression } from "sarif";
import { exemptionText } from "../../../facts/exemption-notice";
import { resourceName } from "./by-policy";
import { isOwn, type FindingsDocument, type ReportedFinding, type ReportedPolicy } from "./document";

/** Severity as a number, which GitHub's code scanning sorts by. */
const SECURITY_SEVERITY = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" } as const;

const FINGERPRINT = "policyResourceProperty/v1";
const LEVELS = { mandatory: "error", advisory: "warning" } as const;

/** What a log needs beside the findings. */
export interface SarifContext {
  /** File that is named where no place in the program is known: what was judged. */
  readonly fallback: string;
  /** Version of the planner. */
  readonly version: string;
}

/**
 * Findings as a log of the Static Analysis Results Interchange Format, version 2.1.0. A finding lies where the project
 * constructs the resource; the component's own line, where it is another, and the entry of the environment file that it is
 * made of are related locations; the URN is its logical location. What an exemption covers is suppressed.
 */
export function findingsSarif(document: FindingsDocument, { fallback, version }: SarifContext): Log {
  const rules = document.policies.map(ruleOf);
  const packs = [...new Set(document.policies.map(({ pack }) => pack))];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "planner",
            fullName: `planner policy (${packs.join(", ")})`,
            semanticVersion: version,
            rules,
          },
        },
        columnKind: "utf16CodeUnits",
        results: document.findings.map((finding) => ({
          ...resultOf(finding, rules, fallback),
          // The format wants it of all results, or of none.
          ...(document.summary.exempted > 0 && { suppressions: suppressionsOf(finding) }),
        })),
      },
    ],
  };
}

function ruleOf({ policy, pack, description, severity, remediation, url }: ReportedPolicy): ReportingDescriptor {
  return {
    id: idOf({ pack, policy }),
    name: policy,
    shortDescription: { text: description },
    ...(remediation !== null && { help: { text: remediation } }),
    ...(url !== null && { helpUri: url }),
    properties: {
      tags: ["security", "policy"],
      ...(severity !== null && { "security-severity": SECURITY_SEVERITY[severity] }),
    },
  };
}

function idOf({ pack, policy }: { readonly pack: string; readonly policy: string }): string {
  return `${pack}/${policy}`;
}

function resultOf(finding: ReportedFinding, rules: readonly ReportingDescriptor[], fallback: string): Result {
  const { level, message, fingerprint, remediation, stack } = finding;
  const id = idOf(finding);
  const ruleIndex = rules.findIndex((rule) => rule.id === id);
  const related = relatedTo(finding);
  return {
    ruleId: id,
    // A policy that failed belongs to its pack and is none of its rules' findings.
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: LEVELS[level],
    message: { text: remediation === null ? message : `${message}\n${remediation}` },
    locations: [locationOf(finding, fallback)],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    properties: { stack },
  };
}

function suppressionsOf({ exemption }: ReportedFinding): Suppression[] {
  return exemption === null ? [] : [{ kind: "external", status: "accepted", justification: exemptionText(exemption) }];
}

function locationOf({ urn, sites }: ReportedFinding, fallback: string): Location {
  const own = sites.find(isOwn);
  const region = own === undefined ? { startLine: 1 } : { startLine: own.line, startColumn: own.column };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(own?.file ?? fallback) }, region },
    logicalLocations: [{ name: resourceName(urn), fullyQualifiedName: urn, kind: "resource" }],
  };
}

function relatedTo(finding: ReportedFinding): Location[] {
  const places = [componentOf(finding), entryOf(finding)].filter((place) => place !== undefined);
  return places.map((place, index) => ({ id: index + 1, ...place }));
}

/** The line that calls the resource's constructor, where that is in a component of a package. */
function componentOf({ sites }: ReportedFinding): Location | undefined {
  const [innermost] = sites;
  if (innermost === undefined || isOwn(innermost)) {
    return undefined;
  }
  const { file, line, column } = innermost;
  const region = { startLine: line, startColumn: column };
  return placed("the component that registers the resource", file, region);
}

/** The line of the environment file that the resource is made of. */
function entryOf({ source }: ReportedFinding): Location | undefined {
  return source === null
    ? undefined
    : placed("what the environment says of it", source.file, { startLine: source.line });
}

function placed(text: string, file: string, region: Region): Location {
  return { message: { text }, physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } };
}

/** A path as a relative reference; a machine's own paths are nobody else's business. */
function uriOf(file: string): string {
  const known = file.slice(Math.max(0, file.indexOf("node_modules/")));
  return known.split("/").map(encodeURIComponent).join("/");
}
