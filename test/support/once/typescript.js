module.exports = globalThis.ofProcess("typescript");
