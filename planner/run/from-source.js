// Lets a process run the kit's own sources: `node -r ./planner/run/from-source.js PROGRAM.ts`. What has been transpiled is
// kept until the next `npm ci`, so that a process starts in a second or two instead of ten. Stack traces show TypeScript
// lines with Node's --enable-source-maps.
const path = require("node:path");

const { loadSources } = require("../../dist/planner/run/typescript.js");

const root = path.join(__dirname, "..", "..");
loadSources(root, path.join(root, "node_modules", ".cache", "typescript"));
