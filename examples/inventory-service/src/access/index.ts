export { keyHash, keyText, newKey, SCOPES, type Scope } from "./api-key";
export { KeyRing } from "./key-ring";
