import { type EnvironmentReading, readEnvironment } from "../../stacks/environment";
import type { Environment } from "../../stacks/environment-schema";
import { renderProblem } from "../../stacks/problems";

/** A good environment with two partitions, short enough to be read whole. */
export const SHOP = `name: shop
domain: shop.example.com
pattern: microservices-relational
tier: small
runbooks: https://runbooks.example.com
alarmTopic: alarms
accounts:
  global: "111111111111"
  eu: "222222222222"
  us: "333333333333"
state:
  backend: s3://state-111111111111?region=eu-central-1
  secretsProviders:
    global: awskms://alias/state?region=us-east-1
    eu: awskms://alias/state?region=eu-central-1
    us: awskms://alias/state?region=us-east-1
tags:
  owner: inventory
  cost-center: commerce
cluster:
  apiAccess: { kind: public, cidrs: [203.0.113.0/24] }
partitions:
  eu:
    regime: eu-gdpr
    markets: [DE, FR]
    tenants: [north]
    cidr: 10.0.0.0/12
    regions: [eu-central-1, eu-west-1]
    initialPrimary: eu-central-1
    primary: eu-central-1
  us:
    regime: us-none
    markets: [US]
    tenants: [west]
    cidr: 10.16.0.0/12
    regions: [us-east-1]
    initialPrimary: us-east-1
    primary: us-east-1
tables:
  catalog: { attributes: { sku: string }, hashKey: sku }
streams:
  stock-events: {}
services:
  allocation:
    image: registry.example.com/allocation:1.0.0
    role: server
    cpuMillicores: 250
    memory: 512 MiB
    callers: [catalog]
    scaling:
      kind: hpa
      min: 1
      max: 4
      metric: { kind: total, name: pending_orders, query: sum(pending_orders), targetPerPod: 50 }
  catalog:
    image: registry.example.com/catalog:1.0.0
    role: server
    cpuMillicores: 250
    memory: 512 MiB
    scaling:
      kind: hpa
      min: 1
      max: 4
      metric: { kind: gauge, name: catalog_latency, query: max(latency), target: 0.2 }
queues:
  channel-orders: { fifo: true }
archives:
  events: { expireAfter: 90 days }
`;

/** The good environment with one text in place of another, each of which must occur. */
export function shopWith(...changes: readonly (readonly [text: string, replacement: string])[]): string {
  return changes.reduce((shop, [text, replacement]) => {
    if (!shop.includes(text)) {
      throw new Error(`the environment does not contain ${JSON.stringify(text)}`);
    }
    return shop.replace(text, replacement);
  }, SHOP);
}

/** What is wrong with a text, a line each. */
export function problemsOf(text: string, file = "shop.yaml"): string[] {
  return (readEnvironment(text, file).problems ?? []).map(renderProblem);
}

/** The environment of a text without problems. */
export function environmentOf(text: string, file = "shop.yaml"): Environment {
  const reading: EnvironmentReading = readEnvironment(text, file);
  if (reading.environment === undefined) {
    throw new Error(reading.problems.map(renderProblem).join("\n"));
  }
  return reading.environment;
}
