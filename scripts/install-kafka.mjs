// Installs a Kafka broker from Maven into .cache/kafka/<version>/libs, once.
//
// `npm run test:real` starts it, one node in KRaft mode, to hold the inventory service's Kafka stream against a real broker.
// Prints the folder of its libraries on stdout. Without Maven or Java it says so and ends 0, unless CI is set: there it is a
// failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "4.1.0";
const DEPENDENCIES = [
  ["org.apache.kafka", "kafka_2.13", VERSION],
  ["org.apache.logging.log4j", "log4j-slf4j-impl", "2.24.3"],
];

const folder = join(dirname(fileURLToPath(import.meta.url)), "../.cache/kafka", VERSION);

function install() {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const dependencies = DEPENDENCIES.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  );
  writeFileSync(
    join(unfinished, "pom.xml"),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>inventory</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join("")}</dependencies></project>
`,
  );
  const args = ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=libs"];
  const { status } = spawnSync("mvn", args, { cwd: unfinished, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`mvn dependency:copy-dependencies of Kafka ${VERSION} ended with ${status}`);
  }
  renameSync(unfinished, folder);
}

const missing = [
  ["mvn", "--version"],
  ["java", "-version"],
].find(([program, version]) => spawnSync(program, [version], { stdio: "ignore" }).status !== 0);
if (missing !== undefined) {
  console.error(`skipped: there is no "${missing[0]}" on the PATH, which Kafka ${VERSION} needs`);
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  if (!existsSync(folder)) {
    install();
  }
  console.log(join(folder, "libs"));
}
