export { readConfig } from "./config";
export { startService, type Service, type ServiceOptions } from "./service";
