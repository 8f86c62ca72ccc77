import * as pulumi from "@pulumi/pulumi";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { planned, resource, urn } from "./planned";

/** What the SDK that Pulumi generates for a parameterized package does when it is loaded. */
async function registerPackage(): Promise<string | undefined> {
  const store: { getMonitor(): PackageRegistrar } = require("@pulumi/pulumi/runtime/settings");
  const parameterization = new messages.Parameterization();
  parameterization.setName("datadog").setVersion("3.2.1").setValue(Buffer.from("{}").toString("base64"));
  const request = new messages.RegisterPackageRequest();
  request.setName("terraform-provider").setVersion("0.9.0").setParameterization(parameterization);
  return new Promise((resolve, reject) => {
    store.getMonitor().registerPackage(request, (error, response) => {
      if (error === null) {
        resolve(response.getRef());
      } else {
        reject(error);
      }
    });
  });
}

interface PackageRegistrar {
  registerPackage(
    request: messages.RegisterPackageRequest,
    reply: (error: Error | null, response: messages.RegisterPackageResponse) => void,
  ): void;
}

class Monitor extends pulumi.CustomResource {
  constructor(name: string, reference: Promise<string | undefined>) {
    super("datadog:index/monitor:Monitor", name, { query: "avg:stock" }, {}, false, reference);
  }
}

describe("a parameterized package", () => {
  it("has a default provider of its own name and version", async () => {
    const plan = await planned(() => void new Monitor("monitor", registerPackage()));
    expect(resource(plan, "monitor").provider).toBe(urn("pulumi:providers:datadog", "default_3_2_1"));
    expect(resource(plan, "default_3_2_1").inputs).toEqual({ version: "3.2.1" });
    expect(resource(plan, "monitor").inputs).toEqual({ query: "avg:stock" });
  });
});
