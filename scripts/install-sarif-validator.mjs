// Installs the validator of SARIF logs that Microsoft publishes into .cache/sarif/<version>, once. It has 100 MB.
//
// `npm run test:real` has it check what `planner policy --format sarif` writes: the format's schema and its rules. Prints the
// path of the program on stdout.
import { installProgram } from "./npm-program.mjs";

installProgram({
  name: "the validator of SARIF",
  folder: "sarif",
  packageName: "@microsoft/sarif-multitool-linux",
  version: "5.7.0",
  program: "Sarif.Multitool",
});
