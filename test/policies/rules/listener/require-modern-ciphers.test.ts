import { listenerRequireModernCiphers } from "../../../../policies/rules/listener/require-modern-ciphers";
import { describeRule } from "../../harness";

const type = "aws:lb/listener:Listener";

describeRule(listenerRequireModernCiphers, {
  good: { type, props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } },
  alsoGood: { "a listener of connections": { type, props: { protocol: "TCP" } } },
  broken: [
    {
      path: "sslPolicy",
      to: "ELBSecurityPolicy-2016-08",
      message: 'sslPolicy is "ELBSecurityPolicy-2016-08", expected a policy ELBSecurityPolicy-TLS13-1-2 or -1-3',
    },
    {
      path: "sslPolicy",
      to: undefined,
      message: "sslPolicy is missing, expected a policy ELBSecurityPolicy-TLS13-1-2 or -1-3",
    },
  ],
  unknown: ["protocol", "sslPolicy"],
  secret: ["sslPolicy"],
});
