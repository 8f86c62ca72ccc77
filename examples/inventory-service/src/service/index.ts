export { runAsOwner, WrongUsage, type OwnerConfig, type Printed } from "./as-owner";
export { readConfig } from "./config";
export { openAdapters } from "./open-adapters";
export { startService, type Service, type ServiceOptions } from "./service";
