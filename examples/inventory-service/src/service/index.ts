export { startService, type Service, type ServiceOptions } from "./service";
