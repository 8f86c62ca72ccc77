import type { RunbookId } from "../../core/runbooks";
import type { Runbook } from "../steps";

/** Runbooks of what stands between buyers and services. */
export const EDGE_RUNBOOKS = {
  "certificate-renewal": {
    title: "A certificate is not renewed",
    severity: "ticket",
    means:
      "ACM should have renewed the certificate by now and could not prove the domain. When it expires, no client connects any more.",
    look: [
      {
        say: "The state of the renewal, and the domain that is not proved.",
        call: { operation: "acm:DescribeCertificate", with: { CertificateArn: "{{ CertificateArn }}" } },
      },
      { say: "Whether the record of proof is still in the zone, as the certificate's description says it." },
      { say: "Whether the domain is delegated to the zone, and whether a CAA record keeps Amazon out." },
      { say: "Whether the certificate is in use at all: ACM renews only what is." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "restoreProof",
        say: "Bring the record back, by the stack that owns it. ACM looks again by itself within hours.",
        command: 'pulumi preview --refresh --stack "$Stack"',
      },
      {
        kind: "manual",
        name: "restoreDelegation",
        say: "Where the delegation is gone, restore it at the registrar or in the zone above.",
      },
    ],
    after: ["The certificate's end lies a year ahead, and each endpoint presents the new one."],
    next: ["error-budget-burn"],
  },
  "canary-failing": {
    title: "A canary does not get the right answer",
    severity: "page",
    means:
      "Two of the last three runs of a canary got another status, or none in time, or did not run. A canary asks as a buyer does: what it does not get, buyers do not get either.",
    look: [
      {
        say: "What the last runs saw: status and time stand in the canary's log and in the reason of its last failure.",
        call: { operation: "synthetics:GetCanaryRuns", with: { Name: "{{ CanaryName }}" } },
      },
      { say: "Whether the canaries of other regions fail too: then it is the edge or a release, not this region." },
      { say: "Whether alarms of the API, the content delivery or the database ring at the same time: follow theirs." },
      { say: "Whether the firewall blocks the canary, which calls itself `inventory-platform-canary`." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "askYourself",
        say: "Ask for the same address from elsewhere, and compare status and time.",
        command: 'curl --silent --show-error --output /dev/null --write-out "%{http_code} %{time_total}\\n" "$Url"',
      },
      {
        kind: "manual",
        name: "takeBack",
        say: "Where it began with a release, take the release back first and look for the cause afterwards.",
      },
      {
        kind: "manual",
        name: "startCanary",
        say: "Where the canary does not run, find out who stopped it, and start it again.",
        command: { operation: "synthetics:StartCanary", with: { Name: "{{ CanaryName }}" } },
      },
    ],
    after: ["The canary has succeeded three times in a row."],
    next: ["error-budget-burn", "api-errors", "cdn-errors", "firewall-blocked"],
  },
  "firewall-blocked": {
    title: "A firewall blocks unusually much",
    severity: "page",
    means: "Either somebody attacks, and the firewall does its work, or a rule turns buyers away.",
    look: [
      { say: "Which rule blocks: the metric by rule, and the log's `terminatingRuleId`." },
      {
        say: "Who is blocked: addresses, countries, user agents, paths; a release of one's own app looks like an attack too.",
      },
      { say: "Whether orders fell at the same time: then it hits buyers." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "countRule",
        say: "Where a rule hits buyers, let it count instead of block, in the file (`countedRules`, or the group's `mode`), and mend it from what it counted.",
      },
      {
        kind: "manual",
        name: "tighten",
        say: "Where it is an attack that comes through, lower the rate, or block what the attackers have in common.",
      },
      { kind: "manual", name: "shield", say: "Where services behind it suffer, shed load and let the cache answer." },
    ],
    after: ["A rule that was set to count blocks again."],
    next: ["error-budget-burn"],
  },
  "cdn-errors": {
    title: "The edge answers with errors",
    severity: "page",
    means:
      "Of all responses to buyers more than agreed are errors of the server's kind (5xx). Pages that are cached go on being served; what is not, fails.",
    look: [
      {
        say: "Which paths and which code: 502 and 504 come from CloudFront itself, which could not talk to the origin; 500 and 503 mostly from the origin.",
      },
      {
        say: "Whether the origin has the same errors in its own metrics. If it has none, the way to it is broken: its certificate, its security group, its secret header.",
      },
      { say: "Whether it began with a deployment of a distribution, a function at the edge, or the origin." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "undo",
        say: "Take the last change back; a distribution takes some minutes to every edge.",
      },
      { kind: "manual", name: "mendOrigin", say: "Mend the origin, by the runbook of what is behind it." },
      {
        kind: "manual",
        name: "serveStale",
        say: "Invalidate nothing meanwhile: what is cached is what buyers can still see.",
      },
    ],
    after: ["The rate is below the alarm for an hour."],
    next: ["cdn-origin-latency", "error-budget-burn", "certificate-renewal"],
  },
  "cdn-origin-latency": {
    title: "Origins answer the edge slowly",
    severity: "ticket",
    means: "What is not cached is slow for buyers. At the origin's timeout it becomes an error.",
    look: [
      {
        say: "Which paths, and whether their share of hits fell: an invalidation of everything, a new query string, a cookie that parts the cache.",
      },
      { say: "Whether the origin says the same of itself; if not, it is the network or its connections." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "cacheAgain",
        say: "Take back what broke the cache; narrow invalidations to the paths that changed.",
      },
      { kind: "manual", name: "giveCapacity", say: "Give the origin more, by the runbook of what is slow behind it." },
    ],
    after: ["The 95th percentile is below the alarm at the peak of the day."],
    next: ["cdn-errors", "cache-misses", "handler-slow"],
  },
  "endpoint-unhealthy": {
    title: "An endpoint fails its health checks in a region",
    severity: "page",
    means:
      "Route 53's checkers get no good answer from the region's host. While another region of the endpoint is healthy, clients are led there within a minute or two; where none is, Route 53 answers as if all were healthy.",
    look: [
      {
        say: "What each checker was answered: a time-out, an error of TLS, a status of 400 or above. One checker alone is the network in between.",
        call: {
          operation: "route53:GetHealthCheckLastFailureReason",
          with: { HealthCheckId: "{{ EndpointCheckId }}" },
        },
      },
      { say: "Whether the host's path of health answers you, and what it says is missing: the database, the cache." },
      { say: "Whether the other regions of the endpoint are healthy, and have room for all clients." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "holdOut",
        say: "Where the endpoint comes and goes, take the region out until it is mended: the check that decides, disabled and inverted, is unhealthy whatever the endpoint says. `pulumi up` leaves that as it is. `switchCheckIds` is in the outputs of the global stack, by endpoint and region.",
        command: 'aws route53 update-health-check --health-check-id "$SwitchCheckId" --disabled --inverted',
      },
      {
        kind: "manual",
        name: "mend",
        say: "Mend what the host says is missing, by the runbook of that part. A certificate that ran out fails every checker at once.",
      },
      {
        kind: "manual",
        name: "letIn",
        say: "Let the region in again.",
        command: 'aws route53 update-health-check --health-check-id "$SwitchCheckId" --no-disabled --no-inverted',
      },
    ],
    after: [
      "The check is healthy for a quarter of an hour, and the region has its share of requests.",
      "No check of the endpoint is disabled: nothing rings for a region that was forgotten.",
    ],
    next: ["region-switchover", "region-failover", "certificate-renewal"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
