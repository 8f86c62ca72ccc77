import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { OUTPUT_VALUE, RESOURCE_REFERENCE, SECRET, SIGNATURE, UNKNOWN } from "../plan";
import type { Plan, PlannedOptions, PlannedResource, Properties, PropertyValue } from "../plan";
import { listOf, withProperties, type Encoded } from "./wire";

/** Number of the field `properties` in the two messages that describe a resource. */
const PROPERTIES = 2;

/** Number of the field `resources` in the message that describes a stack. */
const RESOURCES = 1;

const SECONDS: Readonly<Record<string, number>> = { h: 3_600, m: 60, s: 1, ms: 0.001 };

/** Tells a pack of the stack that a plan is of. */
export function stackRequest(plan: Plan): messages.AnalyzerStackConfigureRequest {
  const request = new messages.AnalyzerStackConfigureRequest();
  request.setOrganization(plan.organization);
  request.setProject(plan.project);
  request.setStack(plan.stack);
  request.setDryRun(true);
  return request;
}

/** The resources that the engine has judged: all that are registered, none that are only read. */
export function judged(plan: Plan): readonly PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind !== "read");
}

/** Asks for one resource to be judged, on its inputs. */
export function resourceRequest(plan: Plan, resource: PlannedResource): Encoded {
  const request = new messages.AnalyzeRequest();
  describe(request, plan, resource);
  return withProperties(request.serializeBinary(), PROPERTIES, propertiesForPacks(resource.inputs));
}

/**
 * Asks for a stack to be judged as a whole: on outputs as the engine does once they are there, on inputs where the
 * plan leaves outputs unknown, as the engine does in a preview.
 */
export function wholeStackRequest(plan: Plan): Encoded {
  return listOf(
    RESOURCES,
    judged(plan).map((resource) => {
      const message = new messages.AnalyzerResource();
      describe(message, plan, resource);
      message.setParent(resource.parent ?? "");
      message.setDependenciesList([...resource.dependencies]);
      for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
        const dependencies = new messages.AnalyzerPropertyDependencies();
        dependencies.setUrnsList([...urns]);
        message.getPropertydependenciesMap().set(property, dependencies);
      }
      const outputs = plan.mode === "as-applied" ? resource.outputs : {};
      const properties = propertiesForPacks({ ...resource.inputs, ...outputs });
      return withProperties(message.serializeBinary(), PROPERTIES, properties);
    }),
  );
}

/** All fields of a message but the properties. */
function describe(
  message: messages.AnalyzeRequest | messages.AnalyzerResource,
  plan: Plan,
  resource: PlannedResource,
): void {
  message.setType(resource.type);
  message.setName(resource.name);
  message.setUrn(resource.urn);
  message.setOptions(optionsOf(resource.options, resource.parent));
  message.setProvider(providerOf(plan, resource));
}

function providerOf(plan: Plan, { provider }: PlannedResource): messages.AnalyzerProviderResource | undefined {
  return provider === undefined ? undefined : providersOf(plan).get(provider);
}

/** The providers of each plan, as messages by URN: every resource's request carries that of its own. */
const providers = new WeakMap<Plan, ReadonlyMap<string, messages.AnalyzerProviderResource>>();

function providersOf(plan: Plan): ReadonlyMap<string, messages.AnalyzerProviderResource> {
  const known = providers.get(plan);
  if (known !== undefined) {
    return known;
  }
  const found = plan.resources.filter(({ kind }) => kind === "provider");
  const described = new Map(found.map((provider) => [provider.urn, providerMessage(provider)]));
  providers.set(plan, described);
  return described;
}

function providerMessage({ type, name, urn, inputs }: PlannedResource): messages.AnalyzerProviderResource {
  const message = new messages.AnalyzerProviderResource();
  message.setType(type);
  message.setName(name);
  message.setUrn(urn);
  message.setProperties(Struct.fromJavaScript(propertiesForPacks(inputs)));
  return message;
}

function optionsOf(options: PlannedOptions, parent: string | undefined): messages.AnalyzerResourceOptions {
  const message = new messages.AnalyzerResourceOptions();
  message.setProtect(options.protect ?? false);
  message.setIgnorechangesList([...(options.ignoreChanges ?? [])]);
  message.setDeletebeforereplace(options.deleteBeforeReplace ?? false);
  message.setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined);
  message.setAdditionalsecretoutputsList([...(options.additionalSecretOutputs ?? [])]);
  message.setAliasesList([...(options.aliases ?? [])]);
  message.setParent(parent ?? "");
  const { create, update, delete: remove } = options.customTimeouts ?? {};
  const timeouts = new messages.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(secondsOf(create));
  timeouts.setUpdate(secondsOf(update));
  timeouts.setDelete(secondsOf(remove));
  message.setCustomtimeouts(timeouts);
  return message;
}

/** Seconds of a duration as Go writes it: `1h30m`. */
function secondsOf(duration = ""): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  return parts.reduce((sum, [, amount, unit = "s"]) => sum + Number(amount) * (SECONDS[unit] ?? 0), 0);
}

/** Properties in the marks that packs understand. */
function propertiesForPacks(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, forPacks(value)]));
}

/** Properties out of a message. */
export function fromStruct(properties: Struct): Properties {
  return JSON.parse(JSON.stringify(properties.toJavaScript()));
}

/**
 * A value as the engine sends it to a pack, which knows secrets, assets and archives only: a reference to a resource
 * becomes its id or URN, an output its value.
 */
function forPacks(value: PropertyValue): PropertyValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(forPacks);
  }
  if (value[SIGNATURE] === RESOURCE_REFERENCE) {
    return referenceOf(value);
  }
  if (value[SIGNATURE] === OUTPUT_VALUE) {
    return outputOf(value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, forPacks(inner)]));
}

function referenceOf({ id, urn }: Properties): PropertyValue {
  return typeof id === "string" && id !== "" ? id : (urn ?? UNKNOWN);
}

function outputOf({ value, secret }: Properties): PropertyValue {
  const known = value === undefined ? UNKNOWN : forPacks(value);
  return secret === true ? { [SIGNATURE]: SECRET, value: known } : known;
}
