// `npm test` gives Node a larger nursery: planning makes objects by the million that die young, and the collector a third of its work.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/support/environment.js",
  // jest leaves one core free for an editor; on two cores that would be half of them.
  maxWorkers: "100%",
  roots: [
    "<rootDir>/test",
    "<rootDir>/components",
    "<rootDir>/policies",
    "<rootDir>/planner",
    "<rootDir>/stacks",
    "<rootDir>/facts",
    "<rootDir>/examples/inventory-service",
  ],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/test/real/"],
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/policies/dist", "<rootDir>/.cache", "<rootDir>/.planner"],
  moduleNameMapper: { "^(?:@npmcli/)?(typescript|arborist)$": "<rootDir>/test/support/once/$1.js" },
  transform: { "\\.ts$": ["ts-jest", { diagnostics: false, tsconfig: "tsconfig.json" }] },
  globalSetup: "<rootDir>/test/support/make-plans-folder.js",
  globalTeardown: "<rootDir>/test/support/remove-plans-folder.js",
  // What suites leave behind keeps the collector busy for the rest of a run: a process that has so much of it is replaced.
  workerIdleMemoryLimit: "640MB",
  testTimeout: 300_000,
};
