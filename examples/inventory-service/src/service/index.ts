export { readConfig } from "./config";
export { databasePassword } from "./database-password";
export { openAdapters } from "./open-adapters";
export { startService, type Service, type ServiceOptions } from "./service";
