import { findDefects } from "./run";

findDefects(0);
