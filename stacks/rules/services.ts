import { environmentSchema } from "../environment-schema";
import { type EnvironmentRule, ruleOn } from "./rule";

const { services } = environmentSchema.shape;

/** Namespaces that the cluster itself has; a service has a namespace of its own name. */
const NAMESPACES = ["default", "metrics", "kube-system", "kube-public", "kube-node-lease"];

/** Rules about services. */
export const serviceRules = {
  "service-name-is-free": ruleOn({ services }, (environment) =>
    Object.keys(environment.services)
      .filter((name) => NAMESPACES.includes(name))
      .map((name) => ({
        path: ["services", name],
        got: name,
        expected: `a name other than ${NAMESPACES.join(", ")}`,
        change: "rename the service: it runs in a namespace of its name",
      })),
  ),
  "callers-exist": ruleOn({ services }, (environment) =>
    Object.entries(environment.services).flatMap(([name, { callers }]) =>
      callers.flatMap((caller, index) =>
        caller === name || environment.services[caller] === undefined
          ? [
              {
                path: ["services", name, "callers", index],
                got: caller,
                expected: "another service of the environment",
                change: "correct it, or add the service",
              },
            ]
          : [],
      ),
    ),
  ),
  "scaling-has-a-span": ruleOn({ services }, (environment) =>
    Object.entries(environment.services)
      .filter(([, { scaling }]) => scaling.max <= scaling.min)
      .map(([name, { scaling }]) => ({
        path: ["services", name, "scaling", "max"],
        got: scaling.max,
        expected: `more than scaling.min, which is ${String(scaling.min)}`,
        change: "raise it: between equal bounds nothing scales",
      })),
  ),
  "only-keda-goes-down-to-zero": ruleOn({ services }, (environment) =>
    Object.entries(environment.services)
      .filter(([, { scaling }]) => scaling.kind === "hpa" && scaling.min === 0)
      .map(([name]) => ({
        path: ["services", name, "scaling", "min"],
        got: 0,
        expected: "at least 1 with kind hpa",
        change: "raise it, or choose kind keda",
      })),
  ),
  "metric-is-served-once": ruleOn({ services }, (environment) => {
    const metrics = Object.entries(environment.services).map(([name, { scaling }]) => ({
      path: ["services", name, "scaling", "metric", "name"],
      got: scaling.metric.name,
    }));
    return metrics
      .filter(({ got }, index) => metrics.findIndex((other) => other.got === got) < index)
      .map((finding) => ({
        ...finding,
        expected: "a metric that no other service scales on",
        change: "put the service into the name",
      }));
  }),
} as const satisfies Record<string, EnvironmentRule>;
