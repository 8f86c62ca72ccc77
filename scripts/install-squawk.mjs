// Installs squawk, which lints the migrations of the inventory service in `npm run test:real`, into .cache/squawk/<version>, once.
// Prints the path of the program on stdout.
import { installProgram } from "./npm-program.mjs";

installProgram({
  name: "squawk",
  folder: "squawk",
  packageName: "@squawk-cli/linux-x64",
  version: "2.66.0",
  program: "bin/squawk",
});
