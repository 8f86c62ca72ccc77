export { doOnce, readDone, type Done } from "./checkpoint";
export type { Files } from "./files";
export { LocalFiles } from "./local-files";
export { openFiles, placeOf, type FilesPlace, type OpenedFiles } from "./open-files";
