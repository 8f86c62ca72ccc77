const fs = require("node:fs");

/** After all tests: removes the folder in which their processes shared plans. */
module.exports = () => fs.rmSync(process.env.TEST_PLANS_FOLDER, { recursive: true });
