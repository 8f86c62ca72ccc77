import { AWS_PACKAGE_VERSION } from "./aws-type-lists";

/** What kind of value a property holds. */
export type PropertyKind = "string" | "number" | "boolean" | "list" | "object";

/** Names of properties, by the kind of value they hold; a kind that does not occur is absent. */
export type PropertiesByKind = Readonly<Partial<Record<PropertyKind, readonly string[]>>>;

/** What the classes of `@pulumi/aws` say of one resource type. */
export interface AwsTypeFacts {
  /** Shape of its `tags` input; absent where it takes none. */
  readonly tags?: "map" | "list";
  /** Present where it also takes `tagSpecifications` for what it launches. */
  readonly tagSpecifications?: true;
  /** Present where it takes a `region` of its own, which overrides the provider's. */
  readonly region?: true;
  /** Outputs that only the provider knows: no input of that name exists. */
  readonly computed?: PropertiesByKind;
  /** Optional inputs that the provider fills where they are left out. */
  readonly filled?: PropertiesByKind;
}

interface AwsTypesFile {
  readonly version: string;
  readonly types: Readonly<Record<string, AwsTypeFacts>>;
}

let loaded: Readonly<Record<string, AwsTypeFacts>> | undefined;

/** Facts of every resource type of `@pulumi/aws`, by type token. Read from disk at the first call. */
export function awsTypes(): Readonly<Record<string, AwsTypeFacts>> {
  loaded ??= read();
  return loaded;
}

/** Facts of one resource type, `undefined` where `@pulumi/aws` has no class for the token. */
export function awsTypeFacts(type: string): AwsTypeFacts | undefined {
  const types = awsTypes();
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

function read(): Readonly<Record<string, AwsTypeFacts>> {
  // Required here and not imported: most who import facts never need these 320 KB.
  const file: AwsTypesFile = require("./generated/aws-types.json");
  if (file.version !== AWS_PACKAGE_VERSION) {
    throw new Error(
      `facts/generated mixes versions ${file.version} and ${AWS_PACKAGE_VERSION}; run scripts/generate-facts.mjs`,
    );
  }
  return file.types;
}
