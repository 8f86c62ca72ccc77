import { findDefects } from "./run";

findDefects(1);
