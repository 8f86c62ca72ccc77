import { PolicyPack } from "@pulumi/policy";
import { registrations } from "./core/registrations";
import { PACK_NAME, RULES } from "./pack";

new PolicyPack(PACK_NAME, { policies: registrations(RULES), enforcementLevel: "mandatory" });
