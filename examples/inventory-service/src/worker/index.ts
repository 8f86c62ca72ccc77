export { startUpkeep } from "./upkeep";
