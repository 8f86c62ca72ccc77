import { SECRET, SIGNATURE, type PlannedResource, type Properties } from "../plan";
import { packageOf, urnOf } from "./urn";

/** Which plugin a resource wants when it names no provider. */
export interface ProviderRequest {
  readonly type: string;
  readonly version: string;
  readonly pluginDownloadURL: string;
}

/** The stack that default providers belong to, and what they are configured from. */
export interface DefaultProvidersPlace {
  readonly stack: string;
  readonly project: string;
  /** Configuration by full key. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` whose values are secret. */
  readonly secretConfig: readonly string[];
}

/**
 * The default providers of a stack. As in Pulumi's engine there is one for each package, version and download address,
 * configured from the stack's configuration and created when the first resource asks for it.
 */
export class DefaultProviders {
  readonly #created = new Map<string, PlannedResource>();

  constructor(
    private readonly place: DefaultProvidersPlace,
    private readonly add: (provider: PlannedResource) => void,
  ) {}

  /** Reference, `urn::id`, to the provider for a resource. */
  reference(request: ProviderRequest, id: string): string {
    const name = providerName(request);
    const pkg = packageOf(request.type);
    const key = `${pkg}::${name}`;
    const provider = this.#created.get(key) ?? this.create(pkg, name, request);
    this.#created.set(key, provider);
    return `${provider.urn}::${provider.id ?? id}`;
  }

  private create(pkg: string, name: string, request: ProviderRequest): PlannedResource {
    const type = `pulumi:providers:${pkg}`;
    const inputs = this.inputsOf(pkg, request);
    const provider: PlannedResource = {
      urn: urnOf(this.place, { type, name }, ""),
      type,
      name,
      kind: "provider",
      inputs,
      outputs: inputs,
      dependencies: [],
      propertyDependencies: {},
      options: {},
    };
    this.add(provider);
    return provider;
  }

  private inputsOf(pkg: string, { version }: ProviderRequest): Properties {
    // The download address is the engine's own affair and no input of the provider.
    return { ...packageConfig(pkg, this.place), ...(version !== "" && { version }) };
  }
}

function packageConfig(pkg: string, { config, secretConfig }: DefaultProvidersPlace): Properties {
  const prefix = `${pkg}:`;
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(
    own.map(([key, value]) => [key.slice(prefix.length), secretConfig.includes(key) ? secret(value) : value]),
  );
}

function providerName({ version, pluginDownloadURL }: ProviderRequest): string {
  const parts = ["default", version.replaceAll(".", "_"), qualifiedName(pluginDownloadURL)];
  return parts.filter((part) => part !== "").join("_");
}

// As the engine turns any text into a name: parts between slashes, without what a name may not hold.
function qualifiedName(text: string): string {
  const parts = text.split("/").filter((part) => part !== "");
  return parts.map((part) => part.replaceAll(/[^A-Za-z0-9_.-]/g, "_")).join("/");
}

function secret(value: string): Properties {
  return { [SIGNATURE]: SECRET, value };
}
