import { apiPlants } from "./api";
import { archivePlants } from "./archive";
import { autoscalerPlants } from "./autoscaler";
import { backupPlants } from "./backup";
import { batchPlants } from "./batch";
import { budgetPlants } from "./budget";
import { cachePlants } from "./cache";
import { cdnPlants } from "./cdn";
import { certificatePlants } from "./certificate";
import { chaosPlants } from "./chaos";
import { clusterPlants } from "./cluster";
import { corePlants } from "./core";
import { costExportPlants } from "./cost-export";
import { documentPlants } from "./documents";
import { feedPlants } from "./feed";
import { firewallPlants } from "./firewall";
import { flagsPlants } from "./flags";
import { handlerPlants } from "./handler";
import { hybridPlants } from "./hybrid";
import { identityPlants } from "./identity";
import { keyValuePlants } from "./key-value";
import { keysPlants } from "./keys";
import { lakePlants } from "./lake";
import { migrationPlants } from "./migration";
import { networkPlants } from "./network";
import { nodePoolsPlants } from "./node-pools";
import { observabilityPlants } from "./observability";
import { partitionPlants } from "./partition";
import { podPlants } from "./pods";
import { propertyPlants } from "./properties";
import { queuePlants } from "./queue";
import { registryPlants } from "./registry";
import { relationPlants } from "./relations";
import { relationalPlants } from "./relational";
import { runbookPlants } from "./runbook";
import { routingPlants } from "./routing";
import { serviceLevelPlants } from "./service-level";
import { settingPlants } from "./settings";
import { streamPlants } from "./stream";
import { workloadPlants } from "./workload";
import type { Plant } from "./plant";

/** What each component's folder is caught at. */
export const PLANTS: readonly Plant[] = [
  ...apiPlants,
  ...archivePlants,
  ...autoscalerPlants,
  ...backupPlants,
  ...batchPlants,
  ...budgetPlants,
  ...costExportPlants,
  ...cachePlants,
  ...cdnPlants,
  ...certificatePlants,
  ...chaosPlants,
  ...clusterPlants,
  ...corePlants,
  ...documentPlants,
  ...feedPlants,
  ...firewallPlants,
  ...flagsPlants,
  ...handlerPlants,
  ...hybridPlants,
  ...identityPlants,
  ...keyValuePlants,
  ...keysPlants,
  ...lakePlants,
  ...migrationPlants,
  ...networkPlants,
  ...nodePoolsPlants,
  ...observabilityPlants,
  ...partitionPlants,
  ...podPlants,
  ...propertyPlants,
  ...queuePlants,
  ...registryPlants,
  ...relationPlants,
  ...relationalPlants,
  ...routingPlants,
  ...runbookPlants,
  ...serviceLevelPlants,
  ...settingPlants,
  ...streamPlants,
  ...workloadPlants,
];
