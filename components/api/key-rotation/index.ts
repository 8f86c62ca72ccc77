export * from "./decide";
export { gatewayKeys, type GatewayClient } from "./gateway-keys";
export * from "./metrics";
export { partnerKeys } from "./partner-keys";
export { rotator, type Told } from "./rotate";
export * from "./settings";
export { storedKeys, type SecretsClient } from "./stored-keys";
