import { awsPartitionOf } from "../../facts/regions";
import { unknownRegionRefusal } from "../core/places";
import type { Refusal } from "../core/refusal";
import { DOMAIN } from "./domain";

/** Which endpoint, and where. */
export interface RoutedEndpoint {
  /** Domain that clients call, the same in every region. */
  readonly domain: string;
  /** Region that answers. */
  readonly region: string;
}

/** Reasons to refuse the place of an endpoint. */
export const endpointPlaceRefusals: readonly Refusal<RoutedEndpoint>[] = [
  {
    when: ({ domain }) => !DOMAIN.test(domain),
    say: ({ domain }) => ({
      arg: "domain",
      got: domain,
      expected: "a domain in lower case without a dot at the end, such as api.eu.shop.example.com",
      change: "write the domain that clients call in every region",
    }),
  },
  unknownRegionRefusal,
  {
    when: ({ region }) => (awsPartitionOf(region) ?? "aws") !== "aws",
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "a region of AWS's commercial partition, whose Route 53 these records and checks are for",
      change: "route to it by what its own partition offers",
    }),
  },
];
