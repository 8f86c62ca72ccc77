export { startUpkeep, type UpkeepOptions } from "./upkeep";
