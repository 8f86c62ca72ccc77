import {
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
  type AnalyzerInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { z } from "zod";
import { EXEMPTION_POLICIES } from "../../facts/exemption-notice";
import { PolicyPackError } from "./error";

/** How strictly a policy counts; `disabled` takes it out, `remediate` lets it mend what it finds. */
export type PolicyLevel = "advisory" | "mandatory" | "disabled" | "remediate";

/** Configuration of one policy: its level, or its level and properties. */
export type PolicySetting =
  PolicyLevel | ({ readonly enforcementLevel?: PolicyLevel } & Readonly<Record<string, unknown>>);

/** Configuration of policies by name, as in the file of `pulumi preview --policy-pack-config`; `all` sets every level. */
export type PolicyConfiguration = Readonly<Record<string, PolicySetting>>;

/** What one policy is finally configured with. */
export interface EffectiveSetting {
  readonly level: PolicyLevel;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Settings = Map<string, { level: PolicyLevel; properties: Record<string, unknown> }>;

const LEVELS: readonly PolicyLevel[] = ["advisory", "mandatory", "disabled", "remediate"];

/** The level behind a number of the protocol. */
export function levelOf(level: EnforcementLevel): PolicyLevel {
  return LEVELS[level] ?? "mandatory";
}

/**
 * Settles the configuration as the engine does before it calls a pack: the defaults of the policies' schemas, over them
 * what the pack itself asks for, over them what the user says. The result is checked against the schemas.
 * @throws PolicyPackError with every property that its schema refuses
 */
export function settleConfiguration(info: AnalyzerInfo, user: PolicyConfiguration): Map<string, EffectiveSetting> {
  const settings = schemaDefaults(info);
  apply(settings, initialOf(info));
  apply(settings, user);
  openExemptionsFirst(settings);
  const problems = info.getPoliciesList().flatMap((policy) => problemsOf(policy, settings));
  if (problems.length > 0) {
    throw new PolicyPackError(info.getName(), problems.join("; "), "correct the policy configuration");
  }
  return settings;
}

/**
 * Configurations as one: of what two of them say of a policy, the later counts, property by property. A later level of
 * `all` counts before an earlier one of a single policy.
 */
export function mergeConfigurations(...given: readonly PolicyConfiguration[]): PolicyConfiguration {
  return given.reduce(merge, {});
}

function merge(earlier: PolicyConfiguration, later: PolicyConfiguration): PolicyConfiguration {
  const levelled = later["all"] !== undefined && levelIn(later["all"]) !== undefined;
  const kept = Object.entries(earlier).map(([name, setting]) => [name, levelled ? propertiesIn(setting) : setting]);
  const merged: Record<string, PolicySetting> = Object.fromEntries(kept);
  for (const [name, setting] of Object.entries(later)) {
    const level = levelIn(setting) ?? (merged[name] === undefined ? undefined : levelIn(merged[name]));
    const properties = { ...(merged[name] !== undefined && propertiesIn(merged[name])), ...propertiesIn(setting) };
    merged[name] = { ...properties, ...(level !== undefined && { enforcementLevel: level }) };
  }
  return merged;
}

/**
 * Where policies mend, the one that opens the exemptions is asked to mend as well, which it does before the others: they
 * leave alone what is exempted. The engine has it judge the stack's own resource before any other is mended.
 */
function openExemptionsFirst(settings: Settings): void {
  const opening = settings.get(EXEMPTION_POLICIES.form);
  if (opening?.level === "mandatory" && [...settings.values()].some(({ level }) => level === "remediate")) {
    opening.level = "remediate";
  }
}

/** The settled configuration as a message. */
export function configureRequest(settings: ReadonlyMap<string, EffectiveSetting>): ConfigureAnalyzerRequest {
  const request = new ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of settings) {
    const config = new PolicyConfig();
    config.setEnforcementlevel(LEVELS.indexOf(level));
    config.setProperties(Struct.fromJavaScript(plain(properties)));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

type PolicyInfo = AnalyzerInfo["getPoliciesList"] extends () => (infer Info)[] ? Info : never;

function schemaDefaults(info: AnalyzerInfo): Settings {
  const entries = info.getPoliciesList().map((policy) => {
    const properties = Object.entries(schemasOf(policy)).flatMap(([key, schema]) =>
      schema.default === undefined ? [] : [[key, schema.default] as const],
    );
    return [
      policy.getName(),
      { level: levelOf(policy.getEnforcementlevel()), properties: Object.fromEntries(properties) },
    ] as const;
  });
  return new Map(entries);
}

/** The configuration that the pack was made with. */
function initialOf(info: AnalyzerInfo): PolicyConfiguration {
  const entries = [...info.getInitialconfigMap().entries()].map(([name, config]) => {
    const properties = config.getProperties()?.toJavaScript() ?? {};
    return [name, { ...properties, enforcementLevel: levelOf(config.getEnforcementlevel()) }] as const;
  });
  return Object.fromEntries(entries);
}

function apply(settings: Settings, given: PolicyConfiguration): void {
  const all = given["all"] === undefined ? undefined : levelIn(given["all"]);
  for (const [name, setting] of settings) {
    setting.level = all ?? setting.level;
    const own = given[name];
    if (own !== undefined) {
      setting.level = levelIn(own) ?? setting.level;
      Object.assign(setting.properties, propertiesIn(own));
    }
  }
}

function levelIn(setting: PolicySetting): PolicyLevel | undefined {
  return typeof setting === "string" ? setting : setting.enforcementLevel;
}

function propertiesIn(setting: PolicySetting): Record<string, unknown> {
  if (typeof setting === "string") {
    return {};
  }
  const { enforcementLevel: _level, ...properties } = setting;
  return properties;
}

interface PropertySchema {
  readonly default?: unknown;
}

function schemasOf(policy: PolicyInfo): Record<string, PropertySchema> {
  const found: unknown = policy.getConfigschema()?.getProperties()?.toJavaScript();
  return z.record(z.string(), z.looseObject({ default: z.unknown().optional() })).parse(found ?? {});
}

function problemsOf(policy: PolicyInfo, settings: Settings): string[] {
  const schema = policy.getConfigschema();
  if (schema === undefined) {
    return [];
  }
  const shape = { type: "object" as const, properties: toJson(schemasOf(policy)), required: schema.getRequiredList() };
  const properties = settings.get(policy.getName())?.properties ?? {};
  const checked = z.fromJSONSchema(shape).safeParse(properties);
  const issues = checked.success ? [] : checked.error.issues;
  return issues.map((issue) => `configuration of ${policy.getName()}: ${issue.path.join(".")}: ${issue.message}`);
}

type JsonSchemas = Record<string, z.core.JSONSchema.JSONSchema>;

function toJson(schemas: Record<string, PropertySchema>): JsonSchemas {
  return JSON.parse(JSON.stringify(schemas));
}

function plain(properties: Readonly<Record<string, unknown>>): Record<string, JavaScriptValue> {
  return JSON.parse(JSON.stringify(properties));
}
