import { z } from "zod";
import { accountThrottle } from "../../components/api/api-limits";
import { apiPartnerRefusals } from "../../components/api/api-partner.refusals";
import { originSecretsRefusals } from "../../components/cdn/origin-secrets.refusals";
import { environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { API_ORIGIN } from "../schema/cdn";
import { refusedBy } from "./refusals";
import { type EnvironmentRule, ruleOn } from "./rule";

const { api, cdn } = environmentSchema.shape;
const entries = z.record(z.string(), z.unknown()).optional();
const partitions = z.record(z.string(), z.object({ regions: z.array(z.string()) }));

type Api = NonNullable<z.output<typeof api>>;
type Partitions = z.output<typeof partitions>;
type Entries = z.output<typeof entries>;

/** Rules about the API: what answers, who comes in, and by which way. */
export const apiRules = {
  "api-is-behind-a-distribution": ruleOn({ api, cdn }, (environment) => {
    const targets = Object.values(environment.cdn).flatMap((one) => [one.default, ...one.paths]);
    return environment.api === undefined || targets.some(({ origin }) => origin === API_ORIGIN)
      ? []
      : [
          {
            path: ["cdn"],
            got: Object.keys(environment.cdn),
            expected: `a distribution with the origin ${API_ORIGIN}: the API lets in whoever comes through one, and partners`,
            change: "add one, such as cdn: { api: {} }",
          },
        ];
  }),
  "api-route-has-a-backend": ruleOn({ api, functions: entries }, (environment) =>
    routesOf(environment.api)
      .filter(([, { backend }]) => !backendsOf(environment).includes(backend))
      .map(([id, { backend }]) => ({
        path: ["api", "routes", id, "backend"],
        got: backend,
        expected: oneOf(backendsOf(environment), "the name of a function or of a link"),
        change: "correct it, or add what it names",
      })),
  ),
  "api-link-name-is-free": ruleOn({ api, functions: entries }, (environment) =>
    Object.keys(environment.api?.links ?? {})
      .filter((name) => Object.hasOwn(environment.functions ?? {}, name))
      .map((name) => ({
        path: ["api", "links", name],
        got: name,
        expected: "a name that no function has",
        change: "rename the link: a route names one or the other",
      })),
  ),
  "api-link-reaches-every-region": ruleOn({ api, partitions }, (environment) =>
    Object.entries(environment.api?.links ?? {}).flatMap(([name, { loadBalancers }]) =>
      unlike(Object.keys(loadBalancers), regionsOf(environment.partitions)).map((region) => ({
        path: ["api", "links", name, "loadBalancers", region],
        got: loadBalancers[region],
        expected: `one for each of ${regionsOf(environment.partitions).join(", ")}, and no other`,
        change: "add it where it is missing, remove what is too much",
      })),
    ),
  ),
  "api-keys-need-partners": ruleOn({ api }, (environment) =>
    routesOf(environment.api)
      .filter(([, { auth }]) => auth === "key" && environment.api?.partner === undefined)
      .map(([id]) => ({
        path: ["api", "routes", id, "auth"],
        got: "key",
        expected: "none or iam where there is no api.partner, who would have the keys",
        change: "add the partners, or let the operation be called another way",
      })),
  ),
  "api-trusts-an-archive": ruleOn({ api, archives: entries }, (environment) => {
    const archive = environment.api?.partner?.trustStore.archive;
    const names = Object.keys(environment.archives ?? {});
    return archive === undefined || names.includes(archive)
      ? []
      : [
          {
            path: ["api", "partner", "trustStore", "archive"],
            got: archive,
            expected: oneOf(names, "the name of an archive"),
            change: "name the archive that holds the bundle, or add it",
          },
        ];
  }),
  "api-trust-has-a-version-in-every-partition": ruleOn({ api, partitions }, (environment) => {
    const versions = environment.api?.partner?.trustStore.versions;
    const names = Object.keys(environment.partitions);
    return versions === undefined
      ? []
      : unlike(Object.keys(versions), names).map((name) => ({
          path: ["api", "partner", "trustStore", "versions", name],
          got: versions[name],
          expected: `one for each of ${names.join(", ")}, and no other`,
          change: "add the version that S3 returned for the upload, or remove the partition",
        }));
  }),
  "api-partner-can-be": ruleOn({ api, partitions }, (environment) =>
    Object.entries(environment.api?.partner?.partners ?? {}).flatMap(([partnerName, settings]) =>
      refusedBy(apiPartnerRefusals, { ...settings, partnerName, ...narrowestOf(environment.partitions) }, (arg) => [
        ...["api", "partner", "partners", partnerName],
        ...(arg === "partnerName" ? [] : [arg]),
      ]),
    ),
  ),
  "api-secrets-can-be": ruleOn({ api }, (environment) =>
    environment.api === undefined
      ? []
      : refusedBy(originSecretsRefusals, { ids: environment.api.originSecrets }, () => ["api", "originSecrets"]),
  ),
} as const satisfies Record<string, EnvironmentRule>;

function routesOf(settings: Api | undefined): [string, Api["routes"][string]][] {
  return Object.entries(settings?.routes ?? {});
}

function backendsOf(environment: { readonly api?: Api | undefined; readonly functions?: Entries }): string[] {
  return [...Object.keys(environment.functions ?? {}), ...Object.keys(environment.api?.links ?? {})];
}

function regionsOf(all: Partitions): string[] {
  return Object.values(all).flatMap(({ regions }) => regions);
}

/** The region in which an account may send least. */
function narrowestOf(all: Partitions): { readonly region?: string } {
  const [region] = regionsOf(all).toSorted(
    (one, other) => accountThrottle(one).requestsPerSecond - accountThrottle(other).requestsPerSecond,
  );
  return region === undefined ? {} : { region };
}

/** What is missing among keys, and what is too much. */
function unlike(given: readonly string[], wanted: readonly string[]): string[] {
  return [...wanted.filter((key) => !given.includes(key)), ...given.filter((key) => !wanted.includes(key))];
}

function oneOf(names: readonly string[], what: string): Finding["expected"] {
  return names.length === 0 ? `${what}, and there is none` : `one of ${names.join(", ")}`;
}
