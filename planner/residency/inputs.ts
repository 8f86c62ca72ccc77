import { type DataInput, type DataPath, dataInputsOf, dataInputsOfShape } from "../../facts/data-paths";
import { isHashed } from "../diff/secret-hash";
import { isSecret, type PlannedResource, type Properties, type PropertyValue, UNKNOWN } from "../plan";
import { isGroup, kubernetesInputs, kubernetesShape } from "./kubernetes";

/** One text of a resource's inputs. */
export interface InputText {
  /** Where it stands: `rules[0].destination.bucket`. */
  readonly place: string;
  /** The input of the resource that it is part of. */
  readonly input: string;
  readonly text: string;
  /** Whether it may be printed. */
  readonly secret: boolean;
  /** What is known of the input; absent where it was not classified. */
  readonly known?: DataPath;
}

/** All texts in the inputs of a resource, each with what is known of its input. */
export function inputTexts(resource: PlannedResource): InputText[] {
  const known = resource.type.startsWith("kubernetes:") ? kubernetesInputs(resource.type) : dataInputsOf(resource.type);
  return Object.entries(resource.inputs).flatMap(([input, value]) =>
    texts(value, { place: input, input, secret: false, known: known.get(input) }),
  );
}

interface Where {
  readonly place: string;
  readonly input: string;
  readonly secret: boolean;
  readonly known: DataInput | undefined;
}

function texts(value: PropertyValue, where: Where): InputText[] {
  if (typeof value === "string") {
    const { place, input, secret, known } = where;
    return value === "" ? [] : [{ place, input, secret, text: value, ...(isPath(known) && { known }) }];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  if (isSecret(value)) {
    const inner = value["value"] ?? null;
    return texts(isHashed(inner) ? UNKNOWN : inner, { ...where, secret: true });
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => texts(item, { ...where, place: `${where.place}[${index}]` }));
  }
  return memberTexts(value, where);
}

function memberTexts(value: Properties, where: Where): InputText[] {
  if (isPolicy(where.known)) {
    return texts(JSON.stringify(value), where);
  }
  return Object.entries(value).flatMap(([name, item]) =>
    texts(item, { ...where, place: `${where.place}.${name}`, known: below(where.known, name) }),
  );
}

/** What is known of a member: of a nested shape its own row; of a map of texts what is known of the map. */
function below(known: DataInput | undefined, name: string): DataInput | undefined {
  if (known === undefined || !("shape" in known)) {
    return known !== undefined && isGroup(known, name) ? undefined : known;
  }
  return (kubernetesShape(known.shape) ?? dataInputsOfShape(known.shape)).get(name);
}

/** A policy may be written as an object instead of its JSON: it is read whole, as only whole it says whom it lets in. */
function isPolicy(known: DataInput | undefined): boolean {
  return isPath(known) && known.names === "document" && (known.kind === "trust" || known.kind === "rights");
}

function isPath(known: DataInput | undefined): known is DataPath {
  return known !== undefined && "rule" in known;
}
