/** @type {import("jest").Config} */
const base = require("./jest.config.js");

/** @type {import("jest").Config} */
module.exports = {
  ...base,
  roots: ["<rootDir>/test/real"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
};
