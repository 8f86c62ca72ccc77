import { PolicyPack } from "@pulumi/policy";
import { exempting } from "./core/exempting";
import { LEDGER } from "./core/exemption-ledger";
import { withDefaultLevels } from "./core/profiles";
import { PACK_NAME, RULES } from "./pack";

new PolicyPack(PACK_NAME, { policies: exempting(withDefaultLevels(RULES), LEDGER), enforcementLevel: "mandatory" });
