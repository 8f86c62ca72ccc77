import { PolicyPack } from "@pulumi/policy";
import { PACK_NAME, RULES } from "./pack";

new PolicyPack(PACK_NAME, { policies: [...RULES], enforcementLevel: "mandatory" });
