import { RECORD_WRITERS } from "../../facts/data-holders";
import { isBoundThrough } from "./data-class";
import type { Evidence } from "./evidence";
import type { Fleet, FleetStack } from "./fleet";
import { judgeRegion, type Judgement } from "./verdict";
import type { Zone } from "./zone";

/**
 * The state of a stack is a store: of names and settings, of secrets under a key, and of every record that the program itself
 * writes. The key lies inside the zone. The rest may lie elsewhere, unless there are records of persons in it.
 */
export function judgeState(stack: FleetStack, zone: Zone, fleet: Fleet): Evidence[] {
  const { plan, described } = stack;
  if (described?.state === undefined) {
    return [];
  }
  const { backend, secretsProvider } = described.state;
  const place = { zone: zone.name, stack: plan.stack, urn: stackUrn(stack), kind: "state" };
  return [
    { ...place, input: "state.backend", ...judgeBackend(backend, stack, { zone, fleet }) },
    { ...place, input: "state.secretsProviders", ...judgeAddress(secretsProvider, { zone, fleet }) },
  ];
}

interface Around {
  readonly zone: Zone;
  readonly fleet: Fleet;
}

function judgeBackend(backend: string, { plan }: FleetStack, { zone, fleet }: Around): Judgement {
  const judgement = judgeAddress(backend, { zone, fleet });
  if (judgement.verdict === "kept") {
    return judgement;
  }
  const [writer] = fleet.resources.filter(
    (each) =>
      each.stack === plan.stack && Object.hasOwn(RECORD_WRITERS, each.resource.type) && isBoundThrough(each, fleet),
  );
  return writer === undefined
    ? {
        ...judgement,
        verdict: "free",
        because: "it holds names and settings; what is secret in it is under the zone's key",
      }
    : {
        ...judgement,
        verdict: "leaves",
        because: `${judgement.because}; and the records of ${writer.resource.name} are in it`,
      };
}

function judgeAddress(address: string, { zone, fleet }: Around): Judgement {
  const region = /[?&]region=([a-z0-9-]+)/.exec(address)?.[1];
  return region === undefined
    ? { verdict: "undecided", leadsTo: address, because: "it names no region" }
    : judgeRegion(region, undefined, { zone, fleet });
}

function stackUrn({ plan: { stack, project } }: FleetStack): string {
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}
