import type { IssuedKey } from "./decide";

/** A page of a list of API Gateway. */
interface Page<Item> {
  readonly items?: readonly Item[];
  readonly position?: string;
}

/** A key as API Gateway lists it, without its value. */
interface ListedKey {
  readonly id?: string;
  readonly name?: string;
  readonly description?: string;
  readonly createdDate?: Date;
}

/** The part of the AWS SDK's `APIGateway` (v3) that the rotation calls. */
export interface GatewayClient {
  getApiKeys(input: {
    nameQuery: string;
    includeValues: false;
    limit: number;
    position?: string;
  }): Promise<Page<ListedKey>>;
  getUsagePlanKeys(input: {
    usagePlanId: string;
    limit: number;
    position?: string;
  }): Promise<Page<Pick<ListedKey, "id">>>;
  getUsage(input: { usagePlanId: string; keyId: string; startDate: string; endDate: string }): Promise<{
    readonly items?: { readonly [keyId: string]: readonly (readonly number[])[] };
  }>;
  createApiKey(input: { name: string; description: string; enabled: true; value: string }): Promise<unknown>;
  createUsagePlanKey(input: { usagePlanId: string; keyId: string; keyType: "API_KEY" }): Promise<unknown>;
  updateApiKey(input: {
    apiKey: string;
    patchOperations: { op: "replace"; path: "/description"; value: string }[];
  }): Promise<unknown>;
  deleteApiKey(input: { apiKey: string }): Promise<unknown>;
}

/** Keys of one partner in API Gateway. */
export interface GatewayKeys {
  /** Those that the rotation made. */
  readonly list: () => Promise<readonly IssuedKey[]>;
  /** Makes one of a value, which no other key can have. */
  readonly create: (version: string, value: string) => Promise<void>;
  /** Lets a key in. */
  readonly admit: (keyId: string) => Promise<void>;
  /** Writes down since when another key has taken over. */
  readonly retire: (keyId: string, at: number) => Promise<void>;
  /** Deletes a key, and its place in the plan. */
  readonly delete: (keyId: string) => Promise<void>;
  /** Requests with a key on a day. */
  readonly used: (keyId: string, day: string) => Promise<number>;
}

/** Whose keys they are. */
export interface KeyOwner {
  /** Name of the API. */
  readonly apiName: string;
  /** Name of the partner. */
  readonly partner: string;
  /** Usage plan of the partner. */
  readonly usagePlanId: string;
}

/** Most that API Gateway lists at once. */
const PAGE = 500;
const SUPERSEDED = /, superseded (\S+)$/;

/** {@link GatewayKeys} of API Gateway. A key's name holds the version of the secret that it belongs to. */
export function gatewayKeys(client: GatewayClient, { apiName, partner, usagePlanId }: KeyOwner): GatewayKeys {
  const prefix = `${apiName}.${partner}.`;
  const description = `Key of ${partner}`;
  return {
    list: async () => {
      const keys = await pagesOf((position) =>
        client.getApiKeys({ nameQuery: prefix, includeValues: false, limit: PAGE, ...position }),
      );
      const admitted = await pagesOf((position) => client.getUsagePlanKeys({ usagePlanId, limit: PAGE, ...position }));
      const inPlan = new Set(admitted.map(({ id }) => id));
      return keys.flatMap((key) => issuedOf(key, prefix, inPlan));
    },
    create: async (version, value) => {
      await client.createApiKey({ name: `${prefix}${version}`, description, enabled: true, value });
    },
    admit: async (keyId) => {
      await unless("ConflictException", client.createUsagePlanKey({ usagePlanId, keyId, keyType: "API_KEY" }));
    },
    retire: async (keyId, at) => {
      const value = `${description}, superseded ${new Date(at).toISOString()}`;
      await client.updateApiKey({ apiKey: keyId, patchOperations: [{ op: "replace", path: "/description", value }] });
    },
    delete: async (keyId) => {
      await unless("NotFoundException", client.deleteApiKey({ apiKey: keyId }));
    },
    used: async (keyId, day) => {
      const { items = {} } = await client.getUsage({ usagePlanId, keyId, startDate: day, endDate: day });
      return (items[keyId] ?? []).reduce((sum, [used = 0]) => sum + used, 0);
    },
  };
}

function issuedOf(
  { id, name, description = "", createdDate }: ListedKey,
  prefix: string,
  inPlan: ReadonlySet<string | undefined>,
): readonly IssuedKey[] {
  if (id === undefined || createdDate === undefined || name?.startsWith(prefix) !== true) {
    return [];
  }
  const supersededAt = Date.parse(SUPERSEDED.exec(description)?.[1] ?? "");
  return [
    {
      id,
      version: name.slice(prefix.length),
      issuedAt: createdDate.getTime(),
      isInPlan: inPlan.has(id),
      ...(Number.isNaN(supersededAt) ? {} : { supersededAt }),
    },
  ];
}

async function pagesOf<Item>(
  read: (position: { readonly position?: string }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let next: { readonly position?: string } | undefined = {};
  while (next !== undefined) {
    const { items = [], position }: Page<Item> = await read(next);
    all.push(...items);
    next = position === undefined ? undefined : { position };
  }
  return all;
}

/** Waits for a call; that what it asks for is so already is no failure. */
async function unless(name: string, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error && error.name === name)) {
      throw error;
    }
  }
}
