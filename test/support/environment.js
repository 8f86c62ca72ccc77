const { TestEnvironment } = require("jest-environment-node");

/**
 * Node, where packages that take long to load are those of the process: loaded once in it, and not by every suite anew.
 * What they are, `moduleNameMapper` says.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.ofProcess = require;
  }
};
