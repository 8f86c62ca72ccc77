import { readable } from "../plan";
import type { FleetResource } from "./fleet";
import type { Judgement } from "./verdict";

/** One way that was followed: which input of which resource, where it leads, and what is said of it. */
export interface Evidence extends Judgement {
  /** Zone whose data it is about; `global` for the stack of no partition. */
  readonly zone: string;
  readonly stack: string;
  readonly urn: string;
  /** Input, such as `replicas[0].regionName`. */
  readonly input: string;
  /** What kind of way: of `facts/data-paths`, or `place`, `class`, `retention`, `state`, `schema`, `hidden`. */
  readonly kind: string;
}

/** What a check says of one input. */
export interface Said extends Judgement {
  readonly input: string;
  readonly kind: string;
}

/** Evidence about a resource. */
export function evidenceOf({ resource, stack, zone }: FleetResource, said: Said): Evidence {
  const { input, kind, verdict, leadsTo, because } = said;
  return {
    zone: zone?.name ?? "global",
    stack,
    urn: resource.urn,
    input,
    kind,
    verdict,
    leadsTo: String(readable(leadsTo)),
    because: String(readable(because)),
  };
}
