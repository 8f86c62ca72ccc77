export { checkStock } from "./check-stock";
export { startUpkeep, type Measure, type UpkeepOptions } from "./upkeep";
