import * as kubernetes from "@pulumi/kubernetes";
import { Workload, WORKLOAD_DEFAULTS, type WorkloadArgs } from "../../../components/workload";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";
import { LABELS, REPOSITORY, REQUIRED, TAGS } from "./fixture";

function planOf(args: WorkloadArgs): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "dev",
    config: { "aws:region": "eu-central-1" },
    program: () => {
      const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
      const workload = new Workload("allocation", args, { providers: [provider] });
      const { namespace, deploymentName, serviceName, serviceAccountName } = workload;
      const { resources, ...scaleTarget } = workload.scaleTarget;
      return { namespace, deploymentName, serviceName, serviceAccountName, scaleTarget, waitsFor: resources?.length };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function child(plan: Plan, role: string): PlannedResource {
  const found = children(plan).find(({ name }) => name === `allocation-${role}`);
  if (found === undefined) {
    throw new Error(`allocation-${role} is not in the plan`);
  }
  return found;
}

const OBJECT_LABELS = {
  ...LABELS,
  "app.kubernetes.io/name": "allocation",
  "inventory-platform/role": "server",
};
const SELECTOR = { "app.kubernetes.io/name": "allocation" };
const ACCOUNT = { namespace: "allocation", labels: OBJECT_LABELS };
const DNS = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

describe("Workload at defaults", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(REQUIRED);
  });

  it("has these defaults", () => {
    expect(WORKLOAD_DEFAULTS).toStrictEqual({
      createNamespace: true,
      port: 8080,
      livenessPath: "/health/live",
      readinessPath: "/health/ready",
      metricsNamespace: "metrics",
      cpuMillicores: 250,
      cpuBurst: 4,
      memory: "512 MiB",
      userId: 65_532,
      drain: "10 seconds",
      shutdown: "60 seconds",
      surgePercent: 25,
      disruptionPercent: 25,
      zoneSpread: "required",
    });
  });

  it("creates these children, all of them its own and with the caller's provider", () => {
    const component = plan.resources.find(({ type }) => type === "inventory:workload:Workload");
    expect(
      children(plan)
        .map(({ type, name }) => `${type} ${name}`)
        .toSorted(),
    ).toStrictEqual([
      "kubernetes:apps/v1:Deployment allocation-deployment",
      "kubernetes:core/v1:Namespace allocation-namespace",
      "kubernetes:core/v1:Service allocation-service",
      "kubernetes:core/v1:ServiceAccount allocation-service-account",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy allocation-network-policy",
      "kubernetes:policy/v1:PodDisruptionBudget allocation-disruption-budget",
    ]);
    expect(new Set(children(plan).map(({ parent }) => parent))).toStrictEqual(new Set([component?.urn]));
    expect(new Set(children(plan).map(({ provider }) => provider?.split("::")[3]))).toStrictEqual(new Set(["cluster"]));
  });

  it("creates the namespace with restricted pod security", () => {
    expect(child(plan, "namespace").inputs["metadata"]).toStrictEqual({
      name: "allocation",
      labels: {
        ...LABELS,
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "latest",
      },
    });
  });

  it("gives the pods an account without a token", () => {
    const { inputs } = child(plan, "service-account");
    expect(inputs["metadata"]).toStrictEqual(ACCOUNT);
    expect(inputs["automountServiceAccountToken"]).toBe(false);
  });

  it("leaves the number of pods to an autoscaler, and never has one pod less during a rollout", () => {
    const { inputs } = child(plan, "deployment");
    expect(inputs["metadata"]).toStrictEqual({ name: "allocation", namespace: "allocation", labels: OBJECT_LABELS });
    expect(inputs["spec"]).not.toHaveProperty("replicas");
    expect(inputs["spec"]).toMatchObject({
      selector: { matchLabels: SELECTOR },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
    });
  });

  it("restricts the pods in every respect, and spreads them over zones and nodes", () => {
    const spread = {
      maxSkew: 1,
      labelSelector: { matchLabels: SELECTOR },
      matchLabelKeys: ["pod-template-hash"],
      nodeTaintsPolicy: "Honor",
    };
    expect(child(plan, "deployment").inputs["spec"]).toHaveProperty("template", {
      metadata: { labels: OBJECT_LABELS, annotations: {} },
      spec: {
        serviceAccountName: plan.outputs["serviceAccountName"],
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 60,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 65_532,
          runAsGroup: 65_532,
          fsGroup: 65_532,
          seccompProfile: { type: "RuntimeDefault" },
        },
        topologySpreadConstraints: [
          { ...spread, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
          { ...spread, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
        ],
        containers: [
          {
            name: "allocation",
            image: `${REPOSITORY}:1.4.2`,
            ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
            env: [],
            resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "1000m", memory: "512Mi" } },
            startupProbe: probe("/health/live", { periodSeconds: 5, failureThreshold: 30 }),
            livenessProbe: probe("/health/live", { periodSeconds: 10, failureThreshold: 3 }),
            readinessProbe: probe("/health/ready", { periodSeconds: 5, failureThreshold: 2 }),
            lifecycle: { preStop: { sleep: { seconds: 10 } } },
            securityContext: {
              allowPrivilegeEscalation: false,
              privileged: false,
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
              capabilities: { drop: ["ALL"] },
            },
            volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
          },
        ],
        volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
      },
    });
  });

  it("lets nobody in, and out to the name service only", () => {
    expect(child(plan, "network-policy").inputs["metadata"]).toStrictEqual(ACCOUNT);
    expect(child(plan, "network-policy").inputs["spec"]).toStrictEqual({
      podSelector: { matchLabels: SELECTOR },
      policyTypes: ["Ingress", "Egress"],
      ingress: [],
      egress: [DNS],
    });
  });

  it("puts a Service before the pods", () => {
    expect(child(plan, "service").inputs["metadata"]).toStrictEqual({ name: "allocation", ...ACCOUNT });
    expect(child(plan, "service").inputs["spec"]).toStrictEqual({
      type: "ClusterIP",
      selector: SELECTOR,
      ports: [{ name: "http", port: 8080, targetPort: "http", protocol: "TCP" }],
    });
  });

  it("keeps three quarters of the pods while nodes are replaced, and never holds a broken pod", () => {
    expect(child(plan, "disruption-budget").inputs["metadata"]).toStrictEqual(ACCOUNT);
    expect(child(plan, "disruption-budget").inputs["spec"]).toStrictEqual({
      maxUnavailable: "25%",
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: SELECTOR },
    });
  });

  it("names what others name, and deletes that before it is replaced", () => {
    const named = children(plan).filter(({ inputs }) => Object.hasOwn(Object(inputs["metadata"]), "name"));
    expect(named.map(({ name }) => name).toSorted()).toStrictEqual([
      "allocation-deployment",
      "allocation-namespace",
      "allocation-service",
    ]);
    expect(children(plan).filter(({ options }) => options.deleteBeforeReplace === true)).toStrictEqual(named);
  });

  it("starts the pods when their network policy is in place", () => {
    expect(child(plan, "deployment").dependencies).toContain(child(plan, "network-policy").urn);
  });

  it("tells others where it is", () => {
    expect(plan.outputs).toMatchObject({
      namespace: "allocation",
      deploymentName: "allocation",
      serviceName: "allocation",
      scaleTarget: { namespace: "allocation", deployment: "allocation", service: "allocation", role: "server" },
      waitsFor: 2,
    });
  });
});

function probe(path: string, times: Readonly<Record<string, number>>): object {
  return { httpGet: { path, port: "http" }, timeoutSeconds: 2, ...times };
}

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const custom: WorkloadArgs = {
  role: "worker",
  image: { repository: REPOSITORY, digest: DIGEST },
  namespace: "fulfilment",
  createNamespace: false,
  port: 9000,
  livenessPath: "/live",
  readinessPath: "/ready",
  metricsPath: "/metrics",
  metricsNamespace: "observability",
  cpuMillicores: 100,
  cpuLimitMillicores: 300,
  memory: "2 GiB",
  userId: 1000,
  drain: "5 seconds",
  shutdown: "2 minutes",
  surgePercent: 50,
  disruptionPercent: 10,
  zoneSpread: "preferred",
  placement: {
    nodeLabels: { "karpenter.sh/capacity-type": "spot" },
    tolerations: [
      { key: "inventory-platform/batch", value: "true", effect: "NoSchedule" },
      { key: "example.com/drained", effect: "NoExecute" },
    ],
  },
  allowFrom: {
    orders: { kind: "workload", namespace: "orders", name: "orders" },
    balancer: { kind: "cidr", cidr: "10.20.0.0/20" },
  },
  allowTo: {
    database: { peer: { kind: "cidr", cidr: "10.20.96.0/20" }, ports: [5432] },
    cache: { peer: { kind: "namespace", namespace: "cache" }, ports: [6379, 6380] },
  },
  env: { QUEUE: "orders", CHANNEL: "all" },
  secrets: { DATABASE_PASSWORD: { secretName: "database", key: "password" } },
  identity: { clusterName: "shop-test", roleArn: "arn:aws:iam::111122223333:role/fulfilment" },
  region: "eu-west-1",
  tags: TAGS,
};

describe("Workload with every choice made", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(custom);
  });

  it("runs in a namespace that is there", () => {
    expect(children(plan).filter(({ type }) => type === "kubernetes:core/v1:Namespace")).toStrictEqual([]);
    const namespaces = children(plan)
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .map(({ inputs }) => Object(inputs["metadata"])["namespace"] as unknown);
    expect(new Set(namespaces)).toStrictEqual(new Set(["fulfilment"]));
    expect(plan.outputs["scaleTarget"]).toStrictEqual({
      namespace: "fulfilment",
      deployment: "allocation",
      service: "allocation",
      role: "worker",
    });
  });

  it("runs the pods as told", () => {
    const spec = child(plan, "deployment").inputs["spec"];
    expect(spec).toMatchObject({
      strategy: { rollingUpdate: { maxSurge: "50%", maxUnavailable: 0 } },
      template: {
        metadata: {
          labels: { ...LABELS, "app.kubernetes.io/name": "allocation", "inventory-platform/role": "worker" },
          annotations: {
            "prometheus.io/scrape": "true",
            "prometheus.io/port": "9000",
            "prometheus.io/path": "/metrics",
          },
        },
        spec: {
          terminationGracePeriodSeconds: 120,
          securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
          nodeSelector: { "karpenter.sh/capacity-type": "spot" },
          tolerations: [
            { key: "inventory-platform/batch", value: "true", effect: "NoSchedule", operator: "Equal" },
            { key: "example.com/drained", effect: "NoExecute", operator: "Exists" },
          ],
          topologySpreadConstraints: [
            { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
            { topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
          ],
          containers: [
            {
              image: `${REPOSITORY}@${DIGEST}`,
              ports: [{ containerPort: 9000 }],
              env: [
                { name: "CHANNEL", value: "all" },
                { name: "DATABASE_PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } },
                { name: "QUEUE", value: "orders" },
              ],
              resources: { requests: { cpu: "100m", memory: "2Gi" }, limits: { cpu: "300m", memory: "2Gi" } },
              livenessProbe: { httpGet: { path: "/live" } },
              readinessProbe: { httpGet: { path: "/ready" } },
              lifecycle: { preStop: { sleep: { seconds: 5 } } },
            },
          ],
        },
      },
    });
  });

  it("lets in and out what is declared, the scraper and the credentials, whatever the order of declaration", () => {
    const port = [{ protocol: "TCP", port: 9000 }];
    expect(child(plan, "network-policy").inputs["spec"]).toMatchObject({
      ingress: [
        { from: [{ ipBlock: { cidr: "10.20.0.0/20" } }], ports: port },
        {
          from: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "orders" } },
              podSelector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
            },
          ],
          ports: port,
        },
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "observability" } } }],
          ports: port,
        },
      ],
      egress: [
        DNS,
        { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "cache" } } }],
          ports: [
            { protocol: "TCP", port: 6379 },
            { protocol: "TCP", port: 6380 },
          ],
        },
        { to: [{ ipBlock: { cidr: "10.20.96.0/20" } }], ports: [{ protocol: "TCP", port: 5432 }] },
      ],
    });
  });

  it("lets the pods act as their role before the first of them starts", () => {
    const association = child(plan, "pod-identity");
    expect(association.type).toBe("aws:eks/podIdentityAssociation:PodIdentityAssociation");
    expect(association.inputs).toStrictEqual({
      region: "eu-west-1",
      clusterName: "shop-test",
      namespace: "fulfilment",
      serviceAccount: plan.outputs["serviceAccountName"],
      roleArn: "arn:aws:iam::111122223333:role/fulfilment",
      tags: { ...TAGS, Name: "allocation-pod-identity" },
    });
    expect(child(plan, "deployment").dependencies).toContain(association.urn);
  });

  it("keeps nine tenths of the pods", () => {
    expect(child(plan, "disruption-budget").inputs["spec"]).toMatchObject({ maxUnavailable: "10%" });
  });
});

describe("Workload whose pods have rights", () => {
  const stream = "arn:aws:kinesis:eu-central-1:111122223333:stream/stock";
  let plan: Plan;
  beforeAll(async () => {
    const rights = { WriteStock: { actions: ["kinesis:PutRecords"], resources: [stream] } };
    plan = await planOf({
      ...REQUIRED,
      identity: { cluster: { clusterName: "shop-test", name: "shop-test" }, rights },
    });
  });

  it("has a role that its own account alone can take, by a name that is fixed", () => {
    expect(JSON.parse(String(child(plan, "role").inputs["assumeRolePolicy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-name": "shop-test",
              "aws:RequestTag/kubernetes-namespace": "allocation",
              "aws:RequestTag/kubernetes-service-account": "allocation",
            },
          },
        },
      ],
    });
    expect(child(plan, "service-account").inputs["metadata"]).toMatchObject({ name: "allocation" });
    expect(child(plan, "pod-identity").inputs).toMatchObject({
      clusterName: "shop-test",
      serviceAccount: "allocation",
    });
  });

  it("may do what it says, before its first pod starts", () => {
    const rights = child(plan, "role-rights");
    expect(JSON.parse(String(rights.inputs["policy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "WriteStock", Effect: "Allow", Action: ["kinesis:PutRecords"], Resource: [stream] }],
    });
    expect(child(plan, "deployment").dependencies).toContain(rights.urn);
  });
});

describe("Workload with files and a port for probes", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf({
      ...REQUIRED,
      operationsPort: 8081,
      metricsPath: "/metrics",
      allowFrom: { gateway: { kind: "namespace", namespace: "gateway" } },
      files: {
        "/etc/allocation/tls": { kind: "secret", name: "allocation-tls" },
        "/etc/allocation/flags": { kind: "config-map", name: "flags" },
      },
    });
  });

  it("mounts each in its folder, for the pod's user alone and not to be written", () => {
    expect(child(plan, "deployment").inputs["spec"]).toMatchObject({
      template: {
        spec: {
          volumes: [
            { name: "tmp" },
            { name: "files-1", configMap: { name: "flags", defaultMode: 0o440 } },
            { name: "files-2", secret: { secretName: "allocation-tls", defaultMode: 0o440 } },
          ],
          containers: [
            {
              volumeMounts: [
                { name: "tmp", mountPath: "/tmp" },
                { name: "files-1", mountPath: "/etc/allocation/flags", readOnly: true },
                { name: "files-2", mountPath: "/etc/allocation/tls", readOnly: true },
              ],
            },
          ],
        },
      },
    });
  });

  it("is probed and scraped at the one port, and called at the other", () => {
    const probed = { httpGet: { port: "operations" } };
    expect(child(plan, "deployment").inputs["spec"]).toMatchObject({
      template: {
        metadata: { annotations: { "prometheus.io/port": "8081" } },
        spec: {
          containers: [
            {
              ports: [
                { name: "http", containerPort: 8080 },
                { name: "operations", containerPort: 8081 },
              ],
              ...{ startupProbe: probed, livenessProbe: probed, readinessProbe: probed },
            },
          ],
        },
      },
    });
    expect(child(plan, "service").inputs["spec"]).toMatchObject({ ports: [{ port: 8080, targetPort: "http" }] });
    expect(child(plan, "network-policy").inputs["spec"]).toMatchObject({
      ingress: [
        { from: [{ namespaceSelector: named("gateway") }], ports: [{ port: 8080 }] },
        { from: [{ namespaceSelector: named("metrics") }], ports: [{ port: 8081 }] },
      ],
    });
  });
});

function named(namespace: string): object {
  return { matchLabels: { "kubernetes.io/metadata.name": namespace } };
}
