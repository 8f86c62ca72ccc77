import { exemptionText } from "../../../facts/exemption-notice";
import { budgetFindings } from "../../cost/budgets";
import type { DiffDocument } from "../../diff/diff-document";
import type { Finding } from "../../finding";
import type { ComparisonDocument } from "../comparison/document";
import type { CostDocument } from "../cost/document";
import { countFindings } from "../exempted";
import { isOwnComponent, type JudgedStack } from "../preview";
import { findingsOf, type ResidencyDocument } from "../residency/document";
import type { SimulationDocument } from "../simulation/document";
import { pageDifference } from "./difference";
import { nameOf, provenMap, unprovenMap } from "./flows";
import { pageMoney } from "./money";
import type { PageData, PageFinding, PageSimulation } from "./page-data";
import { pagePatterns } from "./patterns";
import { pageStacks } from "./stacks";

/** Everything that a report is made of. */
export interface Reported {
  /** Name of the environment; absent where stacks were named instead. */
  readonly environment?: string;
  readonly asOf: string;
  readonly stacks: readonly JudgedStack[];
  /** Absent where nobody names a partition. */
  readonly residency?: ResidencyDocument;
  readonly cost: CostDocument;
  readonly simulations: readonly SimulationDocument[];
  /** Absent where no comparison of patterns was given. */
  readonly patterns?: ComparisonDocument;
  /** Absent where no earlier plans were named. */
  readonly difference?: DiffDocument;
}

/** Composes what the page shows. It holds no secret, no time and no path of this machine. */
export function pageData(reported: Reported): PageData {
  const { environment, asOf, stacks, residency, cost, simulations, difference, patterns } = reported;
  const resources = stacks.flatMap(({ plan }) => plan.resources);
  const budgets = budgetFindings(cost.budgets);
  const findings = [
    ...stacks.flatMap((stack) => stack.findings.map((finding) => pageFinding(stack.plan.stack, finding))),
    ...budgets.map((finding) => pageFinding(stackOf(finding.urn), finding)),
    ...(residency === undefined ? [] : residencyFindings(residency)),
  ];
  return {
    title: environment ?? stacks.map(({ plan }) => plan.stack).join(", "),
    asOf,
    summary: {
      resources: resources.filter(({ kind }) => kind === "custom").length,
      components: resources.filter(isOwnComponent).length,
      ...countFindings([...stacks.flatMap((stack) => stack.findings), ...budgets]),
      residency: residency?.verdict ?? null,
      ways: residency?.summary.ways ?? 0,
    },
    map: residency === undefined ? unprovenMap(stacks) : provenMap(stacks, residency),
    stacks: pageStacks(stacks, cost, findings),
    findings,
    money: { ...pageMoney(cost), ...(patterns !== undefined && { patterns: pagePatterns(patterns) }) },
    simulations: simulations.map(pageSimulation),
    ...(difference !== undefined && { difference: pageDifference(difference) }),
  };
}

function pageFinding(stack: string, finding: Finding): PageFinding {
  const { policy, level, severity = null, urn, message, remediation = null, exemption } = finding;
  return {
    policy,
    standing: exemption === undefined ? level : "exempted",
    severity,
    stack,
    urn,
    resource: nameOf(urn),
    message,
    fix: remediation,
    exemption: exemption === undefined ? null : exemptionText(exemption),
  };
}

/** `urn:pulumi:STACK::…` */
function stackOf(urn: string): string {
  return urn.split("::")[0]?.slice("urn:pulumi:".length) ?? "";
}

/** Ways that leave, or that nobody can decide: they end the command as mandatory findings do. */
function residencyFindings(document: ResidencyDocument): PageFinding[] {
  return findingsOf(document).map(({ zone, stack, urn, input, kind, verdict, leadsTo, because }) => ({
    policy: `residency of ${zone}`,
    standing: "mandatory",
    severity: null,
    stack,
    urn,
    resource: nameOf(urn),
    message: `${input}: ${kind} ${verdict === "leaves" ? `leaves to ${leadsTo}` : "is undecided"}; ${because}`,
    fix: null,
    exemption: null,
  }));
}

function pageSimulation({ stack, peak, workloads }: SimulationDocument): PageSimulation {
  return {
    stack,
    times: peak.times,
    fromSecond: peak.fromSecond,
    untilSecond: peak.fromSecond + peak.rampSeconds + peak.holdSeconds,
    workloads: workloads.map(({ moments, ...workload }) => ({
      name: workload.name,
      carriedBy: workload.carriedBy,
      longestWaitSeconds: workload.longestWaitSeconds,
      drainedAfterSeconds: workload.drainedAfterSeconds,
      mostPods: workload.mostPods,
      failures: workload.failures,
      seconds: moments.map(({ second }) => second),
      arriving: moments.map(({ arriving }) => arriving),
      waiting: moments.map(({ waiting }) => waiting),
      readyPods: moments.map(({ readyPods }) => readyPods),
      wantedPods: moments.map(({ wanted }) => wanted),
    })),
  };
}
