import { accessRules } from "./access";
import { addressRules } from "./addresses";
import { apiRules } from "./api";
import { approverRules } from "./approvers";
import { cdnRules } from "./cdn";
import { chaosRules } from "./chaos";
import { costRules } from "./costs";
import { endpointRules } from "./endpoints";
import { feedRules } from "./feeds";
import { flagRules } from "./flags";
import { functionRules } from "./functions";
import { identityRules } from "./identity";
import { jobRules } from "./jobs";
import { lakeRules } from "./lake";
import { objectiveRules } from "./objectives";
import { onPremisesRules } from "./on-premises";
import { patternRules } from "./patterns";
import { regimeRules } from "./regimes";
import { regionRules } from "./regions";
import type { EnvironmentRule } from "./rule";
import { serviceRules } from "./services";
import { tableRules } from "./tables";

/** What an environment must mean beyond its shape, by the name of the rule. */
export const environmentRules: Readonly<Record<string, EnvironmentRule>> = {
  ...identityRules,
  ...approverRules,
  ...apiRules,
  ...cdnRules,
  ...patternRules,
  ...regimeRules,
  ...regionRules,
  ...accessRules,
  ...addressRules,
  ...chaosRules,
  ...costRules,
  ...endpointRules,
  ...feedRules,
  ...flagRules,
  ...functionRules,
  ...jobRules,
  ...lakeRules,
  ...objectiveRules,
  ...onPremisesRules,
  ...serviceRules,
  ...tableRules,
};
