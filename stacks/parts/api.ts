import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Api, ApiAccount, type ApiArgs, type PartnerDoorArgs, PartnerKeyRotation } from "../../components/api";
import { Certificate } from "../../components/certificate";
import { LIVE_ALIAS } from "../../components/handler";
import type { EncryptionKey } from "../../components/keys";
import { apiShapeOf, readApiDocument } from "../api-document";
import { entryOf, type PartitionReference, type RegionOutputs } from "../outputs";
import type { PlannedApi } from "../topology";
import type { Functions } from "./functions";
import { buildKey, type Site } from "./site";

/** What an API is built on. */
export interface ApiFoundations {
  /** Outputs of the partition's stack. */
  readonly partition: PartitionReference;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
  /** The functions that answer. */
  readonly functions: Functions;
  /** The provider of records in the zone of the global account. */
  readonly zone: aws.Provider | undefined;
}

/**
 * Builds the API of a region: what may log, the certificates of its doors, and the API itself.
 * @returns nothing where the environment has none
 */
export function buildApi(site: Site, foundations: ApiFoundations): Api | undefined {
  const { stack, opts } = site;
  const { api } = stack;
  if (api === undefined) {
    return undefined;
  }
  const { partition, logs } = foundations;
  const { account: accountId, region, protect, runbooks: runbooksUrl, alarmTopicArn } = stack;
  new ApiAccount("api-account", { region, tags: api.tags }, opts);
  const { partner: _partner, ...shape } = apiShapeOf(
    { api, accountId, region, runbooksUrl },
    readApiDocument(api.document),
  );
  const built = new Api(
    "api",
    {
      ...shape,
      ...partnerOf(site, api, foundations),
      backends: backendsOf(api, foundations),
      edge: doorOf(site, { role: "api-edge", domain: api.edgeDomain }, foundations),
      secretHeader: {
        ...shape.secretHeader,
        values: api.originSecrets.map((id) =>
          partition.originSecrets.apply((all = {}) => entryOf(all, id, "origin secret")),
        ),
      },
      logKeyArn: logs.keyArn,
      alarmTopicArns: [alarmTopicArn],
      protect,
      tags: api.tags,
    },
    opts,
  );
  buildRotation(site, { api, built, logs });
  return built;
}

/** Builds what replaces the keys of partners by schedule; nothing where people do it for all of them. */
function buildRotation(
  site: Site,
  { api, built, logs }: { readonly api: PlannedApi; readonly built: Api; readonly logs: EncryptionKey },
): void {
  const { stack, opts } = site;
  const partners = Object.entries(api.partner?.partners ?? {}).flatMap(([name, { rotation }]) =>
    rotation === undefined ? [] : [[name, rotation] as const],
  );
  if (api.partner === undefined || partners.length === 0) {
    return;
  }
  const { account: accountId, region, protect, runbooks: runbooksUrl, alarmTopicArn } = stack;
  new PartnerKeyRotation(
    "partner-keys",
    {
      ...{ accountId, region, protect, runbooksUrl, tags: api.tags },
      apiName: api.apiName,
      handlerName: api.partner.rotationName,
      partners: Object.fromEntries(partners),
      usagePlanIds: built.usagePlanIds,
      keyArn: buildKey(site, "partner-keys").keyArn,
      logKeyArn: logs.keyArn,
      alarmTopicArns: [alarmTopicArn],
    },
    opts,
  );
}

/** What others may know of the API. */
export function apiOutputs(api: Api | undefined): RegionOutputs["api"] {
  if (api === undefined) {
    return undefined;
  }
  const { restApiId: id, doors, keyIds, logGroupName } = api;
  return pulumi.output({
    id,
    edgeDomain: doors.edge?.domain ?? "",
    ...(doors.partner === undefined ? {} : { partnerDomain: doors.partner.domain }),
    keyIds,
    logGroupName,
  });
}

function backendsOf({ functions: names, links }: PlannedApi, { functions }: ApiFoundations): ApiArgs["backends"] {
  const handlers = names.map((name) => {
    const { name: functionName } = entryOf(functions, name, "function");
    return [name, { kind: "function", functionName, alias: LIVE_ALIAS }] as const;
  });
  const services = Object.entries(links).map(([name, link]) => [name, { kind: "service", ...link }] as const);
  return Object.fromEntries([...handlers, ...services]);
}

/** A door's domain with its certificate; both are proved and named in the zone of the global account. */
function doorOf(
  { stack, opts }: Site,
  { role, domain }: { readonly role: string; readonly domain: string },
  { partition: { zoneId }, zone }: ApiFoundations,
): ApiArgs["edge"] {
  const elsewhere = { zoneId, ...(zone === undefined ? {} : { zoneProvider: zone }) };
  const { region, runbooks: runbooksUrl, alarmTopicArn, api, tags } = stack;
  const certificate = new Certificate(
    role,
    { domain, region, ...elsewhere, alarmTopicArns: [alarmTopicArn], runbooksUrl, tags: api?.tags ?? tags },
    opts,
  );
  return { domain, certificateArn: certificate.arn, ...elsewhere };
}

function partnerOf(site: Site, { partner }: PlannedApi, foundations: ApiFoundations): Pick<ApiArgs, "partner"> {
  if (partner === undefined) {
    return {};
  }
  const { domain, partners, trustStore } = partner;
  const { archive: key, ...object } = trustStore;
  const { region } = site.stack;
  const archive = foundations.partition.archives.apply((all) => entryOf(all, key, "archive"));
  const bucketName = archive.names.apply((names) => entryOf(names, region, `bucket of archive ${key} in`));
  const door = doorOf(site, { role: "api-partner", domain }, foundations);
  const built: PartnerDoorArgs = { ...door, partners, trustStore: { ...object, bucketName } };
  return { partner: built };
}
