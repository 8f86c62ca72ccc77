import { deployInventoryService } from "./inventory-service";
import { readSettings } from "./settings";
export = deployInventoryService(readSettings());
