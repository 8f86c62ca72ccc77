import type { PolicyResource } from "@pulumi/policy";
import { unknownCheckingProxy } from "@pulumi/policy";
import { Stack } from "../../policies/core/stack";
import { UNKNOWN, urnOf } from "./harness";

const QUEUE = "aws:sqs/queue:Queue";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

function resource(type: string, name: string, given: Partial<PolicyResource> = {}): PolicyResource {
  const options = { protect: false, ignoreChanges: [], aliases: [], additionalSecretOutputs: [] };
  const opts = { ...options, customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 } };
  return {
    type,
    name,
    urn: urnOf({ type, name }),
    opts,
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
    ...given,
    props: unknownCheckingProxy(given.props ?? {}),
  };
}

const orders = resource(QUEUE, "orders", { props: { name: "orders", arn: "arn:aws:sqs:eu-west-1:1:orders" } });
const returns = resource(QUEUE, "returns", { props: { name: UNKNOWN } });
const alarmOn = (name: string, dimensions: object, from: readonly PolicyResource[] = []) =>
  resource(ALARM, name, { props: { dimensions }, propertyDependencies: { dimensions: [...from] } });

describe("the index of a stack", () => {
  test("finds resources by type, in the order of the stack", () => {
    const alarm = alarmOn("a", {});
    const stack = new Stack([orders, alarm, returns]);
    expect(stack.ofType(QUEUE)).toEqual([orders, returns]);
    expect(stack.ofType(ALARM, QUEUE)).toEqual([orders, alarm, returns]);
    expect(stack.ofType("aws:s3/bucket:Bucket")).toEqual([]);
  });

  test("follows what an input was made from, also while its value is not known", () => {
    const alarm = alarmOn("a", { QueueName: UNKNOWN }, [returns]);
    const stack = new Stack([orders, returns, alarm]);
    expect([...stack.references(alarm, "dimensions")]).toEqual([returns]);
    expect(stack.referrers(returns, ALARM, "dimensions")).toEqual([alarm]);
    expect(stack.referrers(orders, ALARM, "dimensions")).toEqual([]);
  });

  test("follows a name that is written down", () => {
    const alarm = alarmOn("a", { QueueName: "orders" });
    expect(new Stack([orders, alarm]).referrers(orders, ALARM, "dimensions")).toEqual([alarm]);
  });

  test("takes a name for that of a resource in the same region", () => {
    const [near, far] = ["eu-west-1", "eu-central-1"].map((region) =>
      resource("aws:backup/vault:Vault", region, { props: { name: "prod", region } }),
    );
    const lock = resource("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "lock", {
      props: { backupVaultName: "prod", region: "eu-west-1" },
    });
    expect([
      ...new Stack([...[near, far].flatMap((each) => each ?? []), lock]).references(lock, "backupVaultName"),
    ]).toEqual([near]);
  });

  test("follows an ARN inside of JSON", () => {
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-west-1:1:orders" });
    const source = resource(QUEUE, "source", { props: { redrivePolicy } });
    expect([...new Stack([orders, source]).references(source, "redrivePolicy")]).toEqual([orders]);
  });

  test("does not take a resource's own name for a reference to itself", () => {
    expect([...new Stack([orders]).references(orders, "name")]).toEqual([]);
  });

  test("derives something once", () => {
    const make = jest.fn(({ resources }: Stack) => resources.length);
    const stack = new Stack([orders, returns]);
    expect([stack.derive(make), stack.derive(make)]).toEqual([2, 2]);
    expect(make).toHaveBeenCalledTimes(1);
  });
});
