// Loaded into the process of a policy pack before its own code: a judgement depends on the plan alone, so the pack reaches
// no network but its own machine's, and looks no name up. What is closed is what Node itself opens: connections, datagrams
// and name look-ups, also in worker threads and in further processes of Node. A native addon, or another program that a pack
// starts, is not held back by this; where that matters, run the planner in a container without a network.
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3}|0\.0\.0\.0|::|)$/i;

function refusal(host) {
  const message = `policy packs are judged offline: no connection to ${host}`;
  return Object.assign(new Error(message), { code: "ENETUNREACH", syscall: "connect", hostname: host });
}

/** The host of the arguments of `connect`, normalised or not; empty for a socket of this machine. */
function hostOf([first, second]) {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === "object" && options !== null) {
    return options.path ? "" : String(options.host ?? "");
  }
  return typeof second === "string" ? second : "";
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const host = hostOf(args);
  if (LOOPBACK.test(host)) {
    return connect.apply(this, args);
  }
  process.nextTick(() => this.destroy(refusal(host)));
  return this;
};

const associate = dgram.Socket.prototype.connect;
dgram.Socket.prototype.connect = function (port, ...rest) {
  const host = typeof rest[0] === "string" ? rest[0] : "";
  if (LOOPBACK.test(host)) {
    return associate.call(this, port, ...rest);
  }
  process.nextTick(() => this.emit("error", refusal(host)));
  return undefined;
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  const done = args.find((each) => typeof each === "function");
  const host = args.find((each, at) => at > 0 && typeof each === "string") ?? "";
  if (LOOPBACK.test(host)) {
    return send.apply(this, args);
  }
  process.nextTick(() => (done === undefined ? this.emit("error", refusal(host)) : done(refusal(host))));
  return undefined;
};

const { lookup } = dns;
dns.lookup = (host, ...rest) => {
  if (LOOPBACK.test(host) || net.isIP(host) !== 0) {
    return lookup(host, ...rest);
  }
  process.nextTick(rest[rest.length - 1], refusal(host));
  return {};
};
// What makes a promise of it reads how from the original's own marks.
Object.defineProperties(dns.lookup, Object.getOwnPropertyDescriptors(lookup));
const lookupLater = dns.promises.lookup;
dns.promises.lookup = (host, options) =>
  LOOPBACK.test(host) || net.isIP(host) !== 0 ? lookupLater(host, options) : Promise.reject(refusal(host));

const refuseName = (host, ...rest) => process.nextTick(rest[rest.length - 1], refusal(host));
for (const resolver of [dns, dns.Resolver.prototype]) {
  for (const name of Object.keys(Object.getOwnPropertyDescriptors(resolver)).filter(isQuery)) {
    resolver[name] = refuseName;
  }
}
for (const resolver of [dns.promises, dns.promises.Resolver.prototype]) {
  for (const name of Object.keys(Object.getOwnPropertyDescriptors(resolver)).filter(isQuery)) {
    resolver[name] = (host) => Promise.reject(refusal(host));
  }
}

function isQuery(name) {
  return /^(resolve|reverse|lookupService)/.test(name);
}
