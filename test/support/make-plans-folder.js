const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** Before all tests: makes the folder in which their processes share plans. */
module.exports = () => {
  process.env.TEST_PLANS_FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), "plans-"));
};
