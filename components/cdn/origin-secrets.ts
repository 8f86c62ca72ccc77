import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { originSecretsRefusals, type OriginSecretsPlanArgs } from "./origin-secrets.refusals";

/** Arguments of {@link OriginSecrets}. */
export interface OriginSecretsArgs extends ComponentArgs, OriginSecretsPlanArgs {}

/** Characters of a secret: letters and digits, as a header holds them. */
export const ORIGIN_SECRET_LENGTH = 40;

/**
 * The secrets by which origins know that a request came through a distribution.
 *
 * Creates:
 * - per id a secret of 40 letters and digits, generated once
 *
 * Costs at defaults: 0 USD: the secrets are kept in the state, encrypted (2026-11-27).
 *
 * Does not: send a secret, which `Cdn` does; check it, which the firewall of an `Api` does; change one by itself.
 *
 * @example
 * new OriginSecrets("origin-secrets", { ids: ["2026-11"], tags });
 */
export class OriginSecrets extends Component {
  /** The secrets, by id; secret values. */
  readonly values: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: OriginSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`origin secrets "${name}"`, args, originSecretsRefusals);
    super("inventory:cdn:OriginSecrets", name, checked, opts);

    this.values = Object.fromEntries(args.ids.map((id) => [id, pulumi.secret(this.createSecret(id).result)]));
    this.registerOutputs({ values: this.values });
  }

  private createSecret(id: string): random.RandomPassword {
    return new random.RandomPassword(
      this.childName(id),
      { length: ORIGIN_SECRET_LENGTH, special: false },
      this.childOptions(),
    );
  }
}
