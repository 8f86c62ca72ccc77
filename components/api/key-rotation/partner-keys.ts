import type { Step } from "./decide";
import type { GatewayKeys } from "./gateway-keys";
import type { PartnerPorts } from "./rotate";
import type { StoredKeys } from "./stored-keys";

/** What the keys of one partner are made of. */
export interface PartnerKeyParts {
  /** Its keys in API Gateway. */
  readonly gateway: GatewayKeys;
  /** Its secret. */
  readonly stored: StoredKeys;
  /** Draws a version that no secret has, and a key that nobody can guess. */
  readonly draw: () => { readonly version: string; readonly value: string };
  /** The time, in milliseconds. */
  readonly now: () => number;
}

const DAY = 86_400_000;

/**
 * {@link PartnerPorts} over API Gateway and a secret. A key is put into the secret before API Gateway hears of it: one
 * that is made and not written down would be lost.
 */
export function partnerKeys({ gateway, stored, draw, now }: PartnerKeyParts): PartnerPorts {
  const apply = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case "draw": {
        const { version, value } = draw();
        return stored.put(version, value);
      }
      case "create":
        return gateway.create(step.version, await stored.value(step.version));
      case "admit":
        return gateway.admit(step.keyId);
      case "promote":
        return stored.promote(step.version, step.from);
      case "finish":
        return stored.finish(step.version);
      case "retire":
        return gateway.retire(step.keyId, now());
      case "delete":
        return gateway.delete(step.keyId);
    }
  };
  return {
    observe: async () => ({ ...(await stored.versions()), keys: await gateway.list() }),
    apply,
    usedYesterday: (keyId) => gateway.used(keyId, new Date(now() - DAY).toISOString().slice(0, 10)),
  };
}
