export { keyHash, keyText, SCOPES, type Scope } from "./api-key";
export { KeyRing } from "./key-ring";
