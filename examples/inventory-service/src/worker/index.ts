export { checkStock } from "./check-stock";
export { repeat } from "./repeat";
export { startUpkeep, type Measure, type UpkeepOptions } from "./upkeep";
