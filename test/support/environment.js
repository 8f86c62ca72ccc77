const { AsyncLocalStorage } = require("node:async_hooks");
const { TestEnvironment } = require("jest-environment-node");

/** The storages that the suite at hand has used. */
const used = new Set();

for (const method of ["run", "enterWith"]) {
  const original = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    used.add(this);
    return original.apply(this, args);
  };
}

/**
 * Node, where packages that take long to load are those of the process: loaded once in it, and not by every suite anew.
 * What they are, `moduleNameMapper` says. A suite's storages end with it: Node passes each that was ever used on to every
 * promise that is made, so that the hundredth suite would take twice its time.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.ofProcess = require;
  }

  async teardown() {
    used.forEach((storage) => storage.disable());
    used.clear();
    await super.teardown();
  }
};
