import { PolicyPack } from "@pulumi/policy";
import { exempting } from "./core/exempting";
import { LEDGER } from "./core/exemption-ledger";
import { PACK_NAME, RULES } from "./pack";

new PolicyPack(PACK_NAME, { policies: exempting(RULES, LEDGER), enforcementLevel: "mandatory" });
