import path from "node:path";

/** What Node is told so that it runs TypeScript. */
export const FROM_SOURCE = ["-r", path.join(__dirname, "../../../planner/run/from-source.js")];
