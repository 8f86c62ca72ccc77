export type { DataInput, DataPath } from "./table";
export { classifiedTypes, dataInputsOf, dataInputsOfShape, dataPathCounts, isClassifiedType } from "./table";
export type { InputVerdict, PathKind, PathNames } from "./rule";
