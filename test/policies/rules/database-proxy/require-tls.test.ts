import { databaseProxyRequireTls } from "../../../../policies/rules/database-proxy/require-tls";
import { describeRule } from "../../harness";

const type = "aws:rds/proxy:Proxy";

describeRule(databaseProxyRequireTls, {
  good: { type, props: { requireTls: true } },
  broken: [
    { path: "requireTls", to: false, message: "requireTls is false, expected true" },
    { path: "requireTls", to: undefined, message: "requireTls is missing, expected true" },
  ],
  unknown: ["requireTls"],
  secret: ["requireTls"],
});
