import type { Plan, PlannedResource, Properties } from "../../../planner/plan";

/** A planned resource with everything that a test leaves out. */
export function resource(given: Partial<PlannedResource> & { type: string; name: string }): PlannedResource {
  return {
    urn: `urn:pulumi:dev::shop::${given.type}::${given.name}`,
    kind: "custom",
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    options: {},
    ...given,
  };
}

/** A provider of the AWS package for a region. */
export function provider(region: string): PlannedResource {
  return resource({ type: "pulumi:providers:aws", name: region, kind: "provider", inputs: { region } });
}

/** A catalogue in the region of a provider: of a type that only the rules for every type judge. */
export function catalog(name: string, inputs: Properties, region = "eu-central-1"): PlannedResource {
  return resource({ type: "aws:glue/catalogDatabase:CatalogDatabase", name, inputs, provider: provider(region).urn });
}

/** A plan of a stack with these resources. */
export function plan(resources: readonly PlannedResource[], given: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    organization: "organization",
    project: "shop",
    stack: "dev",
    mode: "as-applied",
    resources,
    outputs: {},
    references: [],
    diagnostics: [],
    ...given,
  };
}
