// Loaded into the process of a policy pack before its own code: a judgement depends on the plan alone, so the pack reaches
// no network but its own machine's, and looks no name up. What is closed is what Node itself opens: connections, datagrams
// and name look-ups, also in worker threads and in further processes of Node. A native addon, or another program that a pack
// starts, is not held back by this; where that matters, run the planner in a container without a network.
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3}|0\.0\.0\.0|::|)$/i;

/** An error whose trace leads to who called `from`. */
function refusal(host, from) {
  const error = new Error(`policy packs are judged offline: no connection to ${host}`);
  Error.captureStackTrace(error, from);
  return Object.assign(error, { code: "ENETUNREACH", syscall: "connect", hostname: host });
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
net.Socket.prototype.connect = function dial(...args) {
  const host = hostOf(args);
  if (LOOPBACK.test(host)) {
    return connect.apply(this, args);
  }
  const error = refusal(host, dial);
  process.nextTick(() => this.destroy(error));
  return this;
};

const associate = dgram.Socket.prototype.connect;
dgram.Socket.prototype.connect = function dial(port, ...rest) {
  const host = typeof rest[0] === "string" ? rest[0] : "";
  if (LOOPBACK.test(host)) {
    return associate.call(this, port, ...rest);
  }
  const error = refusal(host, dial);
  process.nextTick(() => this.emit("error", error));
  return undefined;
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function dispatch(...args) {
  const done = args.find((each) => typeof each === "function");
  const host = args.find((each, at) => at > 0 && typeof each === "string") ?? "";
  if (LOOPBACK.test(host)) {
    return send.apply(this, args);
  }
  const error = refusal(host, dispatch);
  process.nextTick(() => (done === undefined ? this.emit("error", error) : done(error)));
  return undefined;
};

const { lookup } = dns;
dns.lookup = function find(host, ...rest) {
  if (LOOPBACK.test(host) || net.isIP(host) !== 0) {
    return lookup(host, ...rest);
  }
  process.nextTick(rest[rest.length - 1], refusal(host, find));
  return {};
};
// What makes a promise of it reads how from the original's own marks.
Object.defineProperties(dns.lookup, Object.getOwnPropertyDescriptors(lookup));
const lookupLater = dns.promises.lookup;
dns.promises.lookup = function find(host, options) {
  const isOwn = LOOPBACK.test(host) || net.isIP(host) !== 0;
  return isOwn ? lookupLater(host, options) : Promise.reject(refusal(host, find));
};

function refuseName(host, ...rest) {
  process.nextTick(rest[rest.length - 1], refusal(host, refuseName));
}
function refuseNameLater(host) {
  return Promise.reject(refusal(host, refuseNameLater));
}
replaceQueries([dns, dns.Resolver.prototype], refuseName);
replaceQueries([dns.promises, dns.promises.Resolver.prototype], refuseNameLater);

function replaceQueries(resolvers, replacement) {
  for (const resolver of resolvers) {
    const queries = Object.getOwnPropertyNames(resolver).filter((name) =>
      /^(resolve|reverse|lookupService)/.test(name),
    );
    queries.forEach((name) => {
      resolver[name] = replacement;
    });
  }
}
