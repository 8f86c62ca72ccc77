module.exports = globalThis.ofProcess("@npmcli/arborist");
