import type { EnvironmentStack } from "../../../planner/environment";
import type { Plan, PlannedResource, Properties } from "../../../planner/plan";
import type { Evidence } from "../../../planner/residency/evidence";
import { fleetOf, type FleetStack } from "../../../planner/residency/fleet";
import { isFinding, proveResidency, type Proof } from "../../../planner/residency/prove";
import type { SchemaLookup } from "../../../planner/residency/schema-proof";
import { type Planted, type Surroundings, type Zone, ZONES } from "./leaks/program";

const GLOBAL = { account: "111111111111", region: "us-east-1" } as const;
const NO_SCHEMAS: SchemaLookup = () => undefined;

/** Proves a fleet of all zones of {@link ZONES} that consists of the planted resources alone. */
export function prove(planted: readonly Planted[], surroundings: Surroundings = {}): Proof {
  const environment = described(surroundings);
  const stacks: FleetStack[] = environment.map((stack) => ({
    described: stack,
    plan: planOf(
      stack,
      planted.filter((each) => each.in === (stack.partition ?? "global")),
    ),
  }));
  return proveResidency(fleetOf(stacks, environment), surroundings.schemas ?? NO_SCHEMAS);
}

/** Findings of a proof as `name input`. */
export function found(proof: Proof): string[] {
  return proof.evidence.filter(isFinding).map(placeOf);
}

/** Name of the resource and the input, as a leak names its own. */
export function placeOf({ urn, input }: Evidence): string {
  return `${urn.slice(urn.lastIndexOf("::") + 2)} ${input}`;
}

function described({ processors = {}, premises = {}, backend }: Surroundings): EnvironmentStack[] {
  const keys = Object.keys(ZONES).filter((key): key is Zone => key in ZONES);
  const partitions = keys.map((name) => {
    const { regime, regions, account, market } = ZONES[name];
    return {
      ...stackOf({ name, region: regions[0], account, backend }),
      kind: "partition" as const,
      partition: name,
      regime,
      allowedRegions: [...regions],
      residence: {
        markets: [market],
        tenants: [],
        transfers: {},
        personalData: "in-region" as const,
        processors: [...(processors[name] ?? [])],
        premises: [...(premises[name] ?? [])],
      },
    };
  });
  return [{ ...stackOf({ name: "global", ...GLOBAL, backend }), kind: "global" as const }, ...partitions];
}

interface Place {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly backend: string | undefined;
}

function stackOf({ name, region, account, backend = `s3://state?region=${region}` }: Place) {
  return {
    name: `shop-${name}`,
    region,
    account,
    allowedRegions: [region],
    references: [],
    config: {},
    state: { backend, secretsProvider: `awskms://alias/state?region=${region}` },
  };
}

function planOf({ name, region, account }: EnvironmentStack, planted: readonly Planted[]): Plan {
  const provider: PlannedResource = {
    ...NOTHING,
    urn: `urn:pulumi:${name}::shop::pulumi:providers:aws::main`,
    type: "pulumi:providers:aws",
    name: "main",
    kind: "provider",
    inputs: { region, allowedAccountIds: JSON.stringify([account]) },
    outputs: {},
  };
  return {
    version: 1,
    organization: "organization",
    project: "shop",
    stack: name,
    mode: "as-applied",
    resources: [provider, ...planted.map((each) => resourceOf(each, provider.urn))],
    outputs: {},
    references: [],
    diagnostics: [],
  };
}

const NOTHING = { dependencies: [], propertyDependencies: {}, options: {} } as const;

function resourceOf(planted: Planted, provider: string): PlannedResource {
  const { type, name, arn, holds = "personal", region } = planted;
  const stack = provider.split("::")[0] ?? "";
  const tags: Properties =
    holds === null
      ? {}
      : { tags: { "data-class": holds, residency: planted.in === "global" ? "global" : planted.in, ...planted.tags } };
  const inputs: Properties = { ...planted.inputs, ...(region !== undefined && { region }), ...tags };
  return {
    ...NOTHING,
    urn: `${stack}::shop::${type}::${name}`,
    type,
    name,
    kind: "custom",
    id: name,
    provider,
    ...(planted.dependsOn !== undefined && { propertyDependencies: planted.dependsOn }),
    inputs,
    outputs: { ...inputs, id: name, ...(arn !== undefined && { arn }), ...planted.outputs },
  };
}
