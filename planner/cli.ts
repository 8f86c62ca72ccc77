#!/usr/bin/env node
import { EXIT } from "./commands/command";
import { main } from "./main";

// Whoever reads the result may stop reading it: `planner preview prod | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = EXIT.defect;
  },
);
