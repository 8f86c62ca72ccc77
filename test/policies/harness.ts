/**
 * Runs one rule through the very functions that the SDK's server runs, proxies and deserialisation included, and
 * turns a table of cases into tests.
 */
import type { Policies, ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeRequest,
  AnalyzeStackRequest,
  type AnalyzeResponse,
  type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { hostOf } from "../../policies/core/host";
import { isRelational, registrations } from "../../policies/core/registrations";
import type { RelationalRule } from "../../policies/core/relational";

type Answer = (error: Error | null | undefined, response?: AnalyzeResponse) => void;
type Analyze<Request> = (call: { request: Request }, answer: Answer) => Promise<void>;
type Remediate = (
  call: { request: AnalyzeRequest },
  answer: (error: Error | null | undefined, response?: RemediateResponse) => void,
) => Promise<void>;
type Pack = [pack: string, version: string, level: string, policies: Policies];
type Make<Request> = (...pack: Pack) => Analyze<Request>;

const server: {
  makeAnalyzeRpcFun: Make<AnalyzeRequest>;
  makeAnalyzeStackRpcFun: Make<AnalyzeStackRequest>;
  makeRemediateRpcFun: (...pack: Pack) => Remediate;
} = require("@pulumi/policy/server.js");

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const LEVELS = ["advisory", "mandatory", "disabled", "remediate"];

/** Marks a value as a secret, as it travels. */
export const secret = (value: unknown): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

export type Props = Record<string, unknown>;

/** A resource as the engine sends it. */
export interface Sent {
  readonly type: string;
  readonly props: Props;
  readonly name?: string;
  readonly provider?: Props;
  readonly dependsOn?: readonly string[];
  /** URNs that an input was made from, by the input. */
  readonly madeFrom?: Readonly<Record<string, readonly string[]>>;
}

export interface Violation {
  readonly level: string | undefined;
  readonly message: string;
  readonly urn: string;
}

export const urnOf = ({ type, name = "x" }: Pick<Sent, "type" | "name">): string =>
  `urn:pulumi:dev::test::${type}::${name}`;

/** A violation as a pack answers it, and which policy says so. */
export interface Diagnosed extends Violation {
  readonly policy: string;
}

/** Judges one resource by policies as a pack serves them. */
export async function analyze(policies: Policies, sent: Sent): Promise<Diagnosed[]> {
  return ask(server.makeAnalyzeRpcFun("pack", "1.0.0", "advisory", policies), fill(new AnalyzeRequest(), sent));
}

/** Judges a stack by policies as a pack serves them. */
export async function analyzeStack(policies: Policies, sent: readonly Sent[]): Promise<Diagnosed[]> {
  const request = new AnalyzeStackRequest();
  request.setResourcesList(
    sent.map((resource) => {
      const filled = fill(new AnalyzerResource(), resource);
      filled.setDependenciesList([...(resource.dependsOn ?? [])]);
      for (const [property, urns] of Object.entries(resource.madeFrom ?? {})) {
        const from = new AnalyzerPropertyDependencies();
        from.setUrnsList([...urns]);
        filled.getPropertydependenciesMap().set(property, from);
      }
      return filled;
    }),
  );
  return ask(server.makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", policies), request);
}

/** What a remediation did. */
export interface Mended {
  readonly policy: string;
  /** The inputs afterwards, with their marks; absent where it could not run. */
  readonly props?: Props;
  /** Why it could not run; empty where it could. */
  readonly diagnostic: string;
}

/** Has rules mend one resource, as at level `remediate`. */
export async function remediate(rules: Policies, sent: Sent): Promise<Mended[]> {
  const policies = rules.map((rule): Policies[number] => ({ ...rule, enforcementLevel: "remediate" }));
  const response = await new Promise<RemediateResponse>((resolve, reject) => {
    const request = fill(new AnalyzeRequest(), sent);
    const answer = (error: Error | null | undefined, found?: RemediateResponse) =>
      found === undefined ? reject(error ?? new Error("no answer")) : resolve(found);
    server.makeRemediateRpcFun("pack", "1.0.0", "advisory", policies)({ request }, answer).catch(reject);
  });
  return response.getRemediationsList().map((remediation) => {
    const props = remediation.getProperties()?.toJavaScript();
    const about = { policy: remediation.getPolicyname(), diagnostic: remediation.getDiagnostic() };
    return { ...about, ...(props !== undefined && { props: JSON.parse(JSON.stringify(props)) }) };
  });
}

/** Judges one resource by a resource rule. */
export async function judgeResource(
  rule: ResourceValidationPolicy,
  sent: Sent,
  config: object = {},
): Promise<Violation[]> {
  return said(rule, await analyze(configured(rule, config), sent));
}

/** Judges a stack by a relational rule. */
export async function judgeStack(
  rule: RelationalRule,
  sent: readonly Sent[],
  config: object = {},
): Promise<Violation[]> {
  return said(rule, await analyzeStack(configured(rule, config), sent));
}

/** What a rule said, without its description, which the SDK puts before it. */
function said({ description }: { readonly description: string }, found: readonly Diagnosed[]): Violation[] {
  return found.map(({ level, message, urn }) => ({ level, message: message.replace(`${description}\n`, ""), urn }));
}

async function ask<Request>(analyzeBy: Analyze<Request>, request: Request): Promise<Diagnosed[]> {
  const response = await new Promise<AnalyzeResponse>((resolve, reject) => {
    const answer: Answer = (error, found) =>
      found === undefined ? reject(error ?? new Error("no answer")) : resolve(found);
    analyzeBy({ request }, answer).catch(reject);
  });
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()],
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  }));
}

/** The rule as it is registered, with `getConfig` answered: the SDK keeps configuration to itself. */
function configured(rule: ResourceValidationPolicy | RelationalRule, config: object): Policies {
  const answered = { getConfig: <T extends object>(): T => JSON.parse(JSON.stringify(config)) };
  if (isRelational(rule)) {
    const host = hostOf([rule]);
    return [{ ...host, validateStack: (args, report) => host.validateStack({ ...args, ...answered }, report) }];
  }
  return registrations([rule]).map((registration) => {
    const validate = "validateResource" in registration ? registration.validateResource : undefined;
    if (validate === undefined || Array.isArray(validate)) {
      throw new Error(`${rule.name} has no single validation`);
    }
    const wrapped: ResourceValidation = (args, report) => validate({ ...args, ...answered }, report);
    return { ...registration, validateResource: Object.assign(wrapped, { ...validate }) };
  });
}

function fill<Message extends AnalyzeRequest | AnalyzerResource>(message: Message, sent: Sent): Message {
  message.setType(sent.type);
  message.setName(sent.name ?? "x");
  message.setUrn(urnOf(sent));
  message.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(sent.props))));
  message.setOptions(new AnalyzerResourceOptions());
  if (sent.provider !== undefined) {
    const provider = new AnalyzerProviderResource();
    provider.setType("pulumi:providers:aws");
    provider.setName("default");
    provider.setUrn("urn:pulumi:dev::test::pulumi:providers:aws::default");
    provider.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(sent.provider))));
    message.setProvider(provider);
  }
  return message;
}

/** A copy with the value at a path changed; `undefined` removes it. A path is `a.b[0].c`, a key with dots in quotes. */
export function withValue(props: Props, path: string, value: unknown): Props {
  const copy: Props = JSON.parse(JSON.stringify(props));
  const keys = [...path.matchAll(/"([^"]+)"|[^.[\]]+/g)].map(([whole, quoted]) => quoted ?? whole);
  const holder = keys
    .slice(0, -1)
    .reduce<unknown>((node, key) => (isObject(node) ? Reflect.get(node, key) : undefined), copy);
  const last = keys.at(-1);
  if (!isObject(holder) || last === undefined) {
    throw new Error(`no such path: ${path}`);
  }
  Reflect.set(holder, last, value);
  return copy;
}

const isObject = (node: unknown): node is object => typeof node === "object" && node !== null;

/** One field of the good resource, changed. */
export interface Broken {
  readonly path: string;
  readonly to: unknown;
  readonly message: string;
}

/** The cases of a resource rule. Every list is required to hold something. */
export interface Cases {
  readonly good: Sent;
  readonly config?: object;
  /** Further resources that pass, by what they are. */
  readonly alsoGood?: Readonly<Record<string, Sent>>;
  /** Fields that break the rule when they change, each alone. */
  readonly broken: readonly Broken[];
  /**
   * Further resources that are refused, by what they are: those of a rule's other types.
   * @default - none
   */
  readonly alsoBroken?: Readonly<Record<string, Sent & { readonly message: string }>>;
  /** Fields without which the rule cannot be judged. */
  readonly unknown: readonly string[];
  /**
   * Fields that pass while they are unknown, because the program creates what they name.
   * @default - none
   */
  readonly created?: readonly string[];
  /** Fields that may be secret without changing the verdict. */
  readonly secret: readonly string[];
}

/** Tests a resource rule by a table: good, each field broken, unknown, secret, other types. */
export function describeRule(rule: ResourceValidationPolicy, cases: Cases): void {
  const undecided = [...cases.unknown, ...(cases.created ?? [])];
  if (cases.broken.length === 0 || undecided.length === 0 || cases.secret.length === 0) {
    throw new Error(`${rule.name}: name at least one broken, one unknown and one secret field`);
  }
  const { good, config = {} } = cases;
  const judge = (path: string, value: unknown) =>
    judgeResource(rule, { ...good, props: withValue(good.props, path, value) }, config);

  describe(rule.name, () => {
    test.each([["the good one", good], ...Object.entries(cases.alsoGood ?? {})] as const)(
      "accepts %s",
      async (_what, sent) => {
        expect(await judgeResource(rule, sent, config)).toEqual([]);
      },
    );

    test.each(cases.broken.map((row) => [row.path, row.to, row.message]))(
      "refuses %s of %j",
      async (path, to, message) => {
        expect(await judge(String(path), to)).toEqual([{ level: rule.enforcementLevel, message, urn: "" }]);
      },
    );

    const others = Object.entries(cases.alsoBroken ?? {});
    if (others.length > 0) {
      test.each(others)("refuses %s", async (_what, { message, ...sent }) => {
        expect(await judgeResource(rule, sent, config)).toEqual([{ level: rule.enforcementLevel, message, urn: "" }]);
      });
    }

    if (cases.unknown.length > 0) {
      test.each(cases.unknown)("cannot be judged while %s is unknown", async (path) => {
        const place = path.replace(/\[(\d+)\]/g, ".$1").replace(/"/g, "");
        expect(await judge(path, UNKNOWN)).toEqual([
          {
            level: "advisory",
            message: `can't run policy '${rule.name}' from policy pack 'pack@v1.0.0' during preview: string value at .${place} can't be known during preview`,
            urn: "",
          },
        ]);
      });
    }

    if (cases.created !== undefined) {
      test.each(cases.created)("accepts %s that is only known after the update", async (path) => {
        expect(await judge(path, UNKNOWN)).toEqual([]);
      });
    }

    test.each(cases.secret)("judges %s alike where it is secret", async (path) => {
      const keys = [...path.matchAll(/[^.[\]]+/g)].map(([key]) => key);
      const value = keys.reduce<unknown>(
        (node, key) => (isObject(node) ? Reflect.get(node, key) : undefined),
        good.props,
      );
      expect(value).toBeDefined();
      expect(await judge(path, secret(value))).toEqual([]);
      const row = cases.broken.find((broken) => broken.path === path && broken.to !== undefined);
      if (row !== undefined) {
        expect(await judge(path, secret(row.to))).toEqual([
          { level: rule.enforcementLevel, message: row.message, urn: "" },
        ]);
      }
    });

    test("leaves other types alone", async () => {
      expect(
        await judgeResource(rule, { type: "random:index/randomId:RandomId", props: { byteLength: UNKNOWN } }, config),
      ).toEqual([]);
    });
  });
}
