import { z } from "zod";
import { serviceSchema } from "../schema/service";
import { type EnvironmentRule, ruleOn, ruleOnServices } from "./rule";

/** Namespaces that the cluster itself has; a service or a job has a namespace of its own name. */
export const NAMESPACES = ["default", "metrics", "kube-system", "kube-public", "kube-node-lease"];

const { kind, min, max } = serviceSchema.shape.scaling.shape;
const scaling = z.object({ kind, min, max });
const metric = z.object({ metric: z.object({ name: z.string() }) });
const callers = z.array(z.string()).optional();
const anything = z.record(z.string(), z.unknown());
const streamMap = z.record(z.string(), z.object({ consumers: z.array(z.string()).optional() })).optional();

/** Rules about services. */
export const serviceRules = {
  "service-name-is-free": ruleOnServices({}, (services) =>
    services
      .filter(({ name }) => NAMESPACES.includes(name))
      .map(({ name }) => ({
        path: ["services", name],
        got: name,
        expected: `a name other than ${NAMESPACES.join(", ")}`,
        change: "rename the service: it runs in a namespace of its name",
      })),
  ),
  "callers-exist": ruleOnServices({ callers }, (services) => {
    const names = services.map(({ name }) => name);
    return services.flatMap((service) =>
      (service.callers ?? []).flatMap((caller, index) =>
        caller !== service.name && names.includes(caller)
          ? []
          : [
              {
                path: ["services", service.name, "callers", index],
                got: caller,
                expected: "another service of the environment",
                change: "correct it, or add the service",
              },
            ],
      ),
    );
  }),
  "consumers-exist": ruleOn({ services: anything, streams: streamMap }, ({ services, streams = {} }) =>
    Object.entries(streams).flatMap(([name, { consumers: listed }]) =>
      (listed ?? []).flatMap((consumer, index) =>
        Object.hasOwn(services, consumer)
          ? []
          : [
              {
                path: ["streams", name, "consumers", index],
                got: consumer,
                expected: "a service of the environment",
                change: "correct it, or add the service",
              },
            ],
      ),
    ),
  ),
  "scaling-has-a-span": ruleOnServices({ scaling }, (services) =>
    services
      .filter((service) => service.scaling.max <= service.scaling.min)
      .map((service) => ({
        path: ["services", service.name, "scaling", "max"],
        got: service.scaling.max,
        expected: `more than scaling.min, which is ${String(service.scaling.min)}`,
        change: "raise it: between equal bounds nothing scales",
      })),
  ),
  "only-keda-goes-down-to-zero": ruleOnServices({ scaling }, (services) =>
    services
      .filter((service) => service.scaling.kind === "hpa" && service.scaling.min === 0)
      .map(({ name }) => ({
        path: ["services", name, "scaling", "min"],
        got: 0,
        expected: "at least 1 with kind hpa",
        change: "raise it, or choose kind keda",
      })),
  ),
  "metric-is-served-once": ruleOnServices({ scaling: metric }, (services) => {
    const metrics = services.map((service) => ({
      path: ["services", service.name, "scaling", "metric", "name"],
      got: service.scaling.metric.name,
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
