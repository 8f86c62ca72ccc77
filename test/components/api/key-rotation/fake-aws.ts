import type { GatewayClient, SecretsClient } from "../../../../components/api/key-rotation";

/** A key as the fake API Gateway keeps it. */
interface FakeKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly createdDate: Date;
  description: string;
}

/** An error with the name that the SDK gives it. */
export class NamedError extends Error {
  constructor(
    override readonly name: string,
    message = name,
  ) {
    super(message);
  }
}

/** What happens to one call. */
export type Fate = "dies-before" | "dies-after" | "lives";

/** API Gateway and Secrets Manager in memory, as far as their documentation says what they do. */
export class FakeAws implements GatewayClient, SecretsClient {
  /** The time, in milliseconds. */
  now = Date.UTC(2026, 0, 1);
  /** Keys by id. */
  readonly keys = new Map<string, FakeKey>();
  /** Ids of the keys in the usage plan. */
  readonly inPlan = new Set<string>();
  /** Values of the secret by version. */
  readonly values = new Map<string, string>();
  /** Labels of the secret by the version that they are on. */
  readonly labels = new Map<string, string>();
  /** Requests of yesterday by key. */
  readonly usage = new Map<string, number>();
  /** Calls that change something, by name. */
  readonly changes: string[] = [];
  /** Fate of the calls to come; those behind the last one live. */
  fates: Fate[] = [];
  #made = 0;

  /** The key whose value the partner fetches. */
  get current(): FakeKey | undefined {
    const value = this.values.get(this.labels.get("AWSCURRENT") ?? "");
    return [...this.keys.values()].find((key) => key.value === value);
  }

  getApiKeys: GatewayClient["getApiKeys"] = ({ nameQuery }) =>
    this.#call("getApiKeys", () => ({
      items: [...this.keys.values()]
        .filter(({ name }) => name.startsWith(nameQuery))
        .map(({ id, name, description, createdDate }) => ({ id, name, description, createdDate })),
    }));

  getUsagePlanKeys: GatewayClient["getUsagePlanKeys"] = () =>
    this.#call("getUsagePlanKeys", () => ({ items: [...this.inPlan].map((id) => ({ id })) }));

  getUsage: GatewayClient["getUsage"] = ({ keyId }) =>
    this.#call("getUsage", () => ({ items: { [keyId]: [[this.usage.get(keyId) ?? 0, 100]] } }));

  createApiKey: GatewayClient["createApiKey"] = ({ name, description, value }) =>
    this.#change("createApiKey", () => {
      if ([...this.keys.values()].some((key) => key.value === value)) {
        throw new NamedError("ConflictException", `API Key ${value} already exists`);
      }
      const id = `k${++this.#made}`;
      this.keys.set(id, { id, name, value, description, createdDate: new Date(this.now) });
    });

  createUsagePlanKey: GatewayClient["createUsagePlanKey"] = ({ keyId }) =>
    this.#change("createUsagePlanKey", () => {
      if (this.inPlan.has(keyId)) {
        throw new NamedError("ConflictException");
      }
      this.inPlan.add(keyId);
    });

  updateApiKey: GatewayClient["updateApiKey"] = ({ apiKey, patchOperations: [patch] }) =>
    this.#change("updateApiKey", () => {
      const key = this.keys.get(apiKey);
      if (key !== undefined && patch !== undefined) {
        key.description = patch.value;
      }
    });

  deleteApiKey: GatewayClient["deleteApiKey"] = ({ apiKey }) =>
    this.#change("deleteApiKey", () => {
      if (!this.keys.delete(apiKey)) {
        throw new NamedError("NotFoundException");
      }
      this.inPlan.delete(apiKey);
    });

  describeSecret: SecretsClient["describeSecret"] = () =>
    this.#call("describeSecret", () => {
      const stages: Record<string, string[]> = {};
      this.labels.forEach((version, label) => (stages[version] ??= []).push(label));
      return this.labels.size === 0 ? {} : { VersionIdsToStages: stages };
    });

  getSecretValue: SecretsClient["getSecretValue"] = ({ VersionId }) =>
    this.#call("getSecretValue", () => {
      const SecretString = this.values.get(VersionId);
      return SecretString === undefined ? {} : { SecretString };
    });

  putSecretValue: SecretsClient["putSecretValue"] = ({ ClientRequestToken, SecretString, VersionStages }) =>
    this.#change("putSecretValue", () => {
      if (this.values.size === 0) {
        this.labels.set("AWSCURRENT", ClientRequestToken);
      }
      this.values.set(ClientRequestToken, SecretString);
      VersionStages.forEach((label) => this.labels.set(label, ClientRequestToken));
    });

  updateSecretVersionStage: SecretsClient["updateSecretVersionStage"] = (input) =>
    this.#change("updateSecretVersionStage", () => {
      const { VersionStage: label, MoveToVersionId: to, RemoveFromVersionId: from } = input;
      if (this.labels.get(label) !== from) {
        throw new NamedError("InvalidParameterException");
      }
      if (to === undefined) {
        this.labels.delete(label);
      } else {
        this.labels.set(label, to);
      }
    });

  #change<Result>(name: string, effect: () => Result): Promise<Result> {
    this.changes.push(name);
    return this.#call(name, effect);
  }

  async #call<Result>(name: string, effect: () => Result): Promise<Result> {
    const fate = this.fates.shift() ?? "lives";
    if (fate === "dies-before") {
      throw new NamedError("Died", `before ${name}`);
    }
    const result = effect();
    if (fate === "dies-after") {
      throw new NamedError("Died", `after ${name}`);
    }
    return Promise.resolve(result);
  }
}
