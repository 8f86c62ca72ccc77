import { listenerRequireTls } from "../../../../policies/rules/listener/require-tls";
import { describeRule } from "../../harness";

const type = "aws:lb/listener:Listener";

describeRule(listenerRequireTls, {
  good: {
    type,
    props: {
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }],
    },
  },
  alsoGood: { "a listener with TLS": { type, props: { protocol: "HTTPS", defaultActions: [{ type: "forward" }] } } },
  broken: [
    {
      path: "defaultActions[0].redirect.protocol",
      to: "HTTP",
      message: 'defaultActions[0].redirect.protocol is "HTTP", expected HTTPS',
    },
    {
      path: "defaultActions[0].redirect",
      to: undefined,
      message: "defaultActions[0].redirect.protocol is missing, expected HTTPS",
    },
  ],
  alsoBroken: {
    "a listener by its other name": {
      type: "aws:alb/listener:Listener",
      props: { protocol: "HTTP", defaultActions: [{ type: "forward" }] },
      message: "defaultActions[0].redirect.protocol is missing, expected HTTPS",
    },
  },
  unknown: ["protocol", "defaultActions", "defaultActions[0].redirect.protocol"],
  secret: ["protocol", "defaultActions[0].redirect.protocol"],
});
