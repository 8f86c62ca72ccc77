import type { RunbookId } from "../../core/runbooks";
import type { Runbook } from "../steps";

/** Runbooks of the gateway in front of a service. */
export const API_RUNBOOKS = {
  "api-errors": {
    title: "An API answers with errors",
    severity: "page",
    means: "Requests of buyers or partners fail at the gateway with a code of the server's kind (5xx).",
    look: [
      {
        say: "Which route, door and `errorType`, in the access log: `INTEGRATION_TIMEOUT` and `INTEGRATION_FAILURE` speak of what is behind the gateway, `API_CONFIGURATION_ERROR` of the gateway itself.",
      },
      {
        say: "The `backendStatus` beside the status: where the two agree the service failed, where it is missing nobody answered.",
      },
      { say: "Whether it began with a deployment of the document, of the load balancer or of its certificate." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "mendService", say: "Where the service failed, mend it by its own runbook." },
      {
        kind: "manual",
        name: "mendWay",
        say: "Where nobody answered, look at the load balancer's targets, its listener and the certificate of the backend's address.",
      },
      {
        kind: "manual",
        name: "undo",
        say: "Where it began with a deployment of the document, deploy the document before: its hash is another one, and so is its deployment.",
      },
    ],
    after: ["The access log shows no 5xx for an hour."],
    next: ["api-latency", "error-budget-burn"],
  },
  "api-latency": {
    title: "An API answers slowly",
    severity: "ticket",
    means: "Five of a hundred requests take longer than agreed. At 29 seconds the gateway gives up, and they fail.",
    look: [
      {
        say: "Whether `backendLatencyMs` is as long as `latencyMs`: then it is the service; else the gateway, its firewall or its function.",
      },
      { say: "Which routes, and whether one of them lost its share of cache hits." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "mendService", say: "Give the service more, by the runbook of what is slow in it." },
      {
        kind: "manual",
        name: "cacheLonger",
        say: "Where a public route is slow, raise its `cacheTtl` by what the business can bear.",
      },
    ],
    after: ["The 95th percentile is below the alarm at the peak of the day."],
    next: ["api-errors", "database-cpu", "cache-misses"],
  },
  "api-throttled": {
    title: "An API turns requests away",
    severity: "ticket",
    means: "Clients are above a throttle of the API, of their key, or above the day's quota of their key.",
    look: [
      {
        say: "Which `keyId` and route, in the access log: one key is a partner's matter, all of one route the route's, all routes the account's limit.",
      },
      { say: "Whether the partner retries at once, which makes it worse, or whether a sale has begun." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "raiseKey",
        say: "Where a partner needs more and it is agreed, raise `throttle` or `requestsPerDay` in its row.",
      },
      {
        kind: "manual",
        name: "raiseRoute",
        say: "Where a route is too tight, raise its `throttle`, once what is behind it can bear it.",
      },
      {
        kind: "manual",
        name: "raiseAccount",
        say: "Where all routes are cut off, ask AWS for a higher limit of the account in the region.",
      },
    ],
    after: ["Turned-away requests are back to what they were the week before."],
    next: ["api-errors", "firewall-blocked"],
  },
  "partner-keys-overdue": {
    title: "A partner's key is older than it may become",
    severity: "ticket",
    means:
      "Nobody has replaced a partner's key for two days after it was due, or nothing has looked for two days. The partner goes on with the key that it has.",
    look: [
      {
        say: "The function's log: a line of the kind `failed` names the partner, the call that failed and the error's name, and never a key.",
      },
      { say: "Whether the schedule is enabled and its failure queue is empty: events of the clock lie there." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mend",
        say: "Mend what failed: a right that the role lost, a plan or a secret that is gone, more than 10,000 keys in the region. A deployment brings back what somebody changed by hand.",
      },
      {
        kind: "manual",
        name: "callAgain",
        say: "Invoke the function's alias `live` with an empty event: it goes on where it stopped, and does nothing that is done.",
      },
    ],
    after: ["The metric Overdue is zero, and the failure queue is empty."],
    next: ["handler-errors", "partner-keys-still-used"],
  },
  "partner-keys-still-used": {
    title: "A partner still sends a key that is about to end",
    severity: "ticket",
    means:
      "Another key has taken over and half of the overlap has passed, but the partner still sends the one before. It is deleted when the overlap ends: its requests are then refused with 403.",
    look: [
      {
        say: "Which partner: `stillUsed` in the last line of the kind `summary` of the function's log. The access log has the requests, by `keyId`.",
      },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "tell",
        say: "Tell the partner to fetch the key again from its secret, and how many days are left.",
      },
      {
        kind: "manual",
        name: "lengthen",
        say: "Where it cannot in time, lengthen the partner's `overlap` in the file and deploy before it ends.",
      },
      {
        kind: "manual",
        name: "revoke",
        say: "Where somebody else may have the key, delete it in API Gateway and invoke the function: a key that partners fetch is replaced at once.",
      },
    ],
    after: ["The metric FormerKeysInUse is zero."],
    next: ["api-throttled", "partner-keys-overdue"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
