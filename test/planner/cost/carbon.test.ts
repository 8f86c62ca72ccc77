import { GRID_KILOGRAMS_PER_KWH, isAwsRegion, MACHINE_ENERGY } from "../../../facts";
import { carbonOf } from "../../../planner/cost/carbon";
import { costsOf, usageOf, type Sketch } from "./plans";

const INSTANCE: Sketch = { type: "aws:ec2/instance:Instance", inputs: { instanceType: "m7g.large" } };

describe("the carbon of a resource", () => {
  it("is the power of its vCPUs at half their work, the data centre's overhead, and its grid", () => {
    const [cost] = costsOf([INSTANCE]);
    const kilowattHours = (2 * 730 * (0.74 + 0.5 * (3.5 - 0.74)) * 1.135) / 1_000;

    expect(cost === undefined ? undefined : carbonOf(cost)).toEqual({
      kilowattHours: expect.closeTo(kilowattHours, 9),
      kilograms: expect.closeTo(kilowattHours * 0.379069, 9),
    });
  });

  it("counts what is stored six times of a database, three times of a bucket", () => {
    const usage = usageOf({
      "aws:rds/cluster:Cluster": { storageGb: 1_000, monthlyIoRequests: 0, backupStorageGb: 0 },
      "aws:s3/bucket:Bucket": { standardGb: 1_000, monthlyReads: 0, monthlyWrites: 0 },
    });
    const costs = costsOf([{ type: "aws:rds/cluster:Cluster" }, { type: "aws:s3/bucket:Bucket" }], { usage });

    expect(costs.map((cost) => carbonOf(cost)?.kilowattHours)).toEqual([
      expect.closeTo((730 * 1.2 * 6 * 1.135) / 1_000, 9),
      expect.closeTo((730 * 0.65 * 3 * 1.135) / 1_000, 9),
    ]);
  });

  it("is unknown where nobody states the machines", () => {
    const [key] = costsOf([{ type: "aws:kms/key:Key" }]);

    expect(key === undefined ? "none" : carbonOf(key)).toBeUndefined();
  });

  it("is unknown where no factor of the grid is published", () => {
    const [swiss] = costsOf([{ ...INSTANCE, region: "eu-central-2" }]);

    expect(swiss === undefined ? "none" : carbonOf(swiss)).toBeUndefined();
  });
});

it("has factors of regions alone, between those of hydropower and of coal", () => {
  expect(Object.keys(GRID_KILOGRAMS_PER_KWH).filter((region) => !isAwsRegion(region))).toEqual([]);
  expect(Object.values(GRID_KILOGRAMS_PER_KWH).filter((factor) => factor <= 0 || factor > 1)).toEqual([]);
  expect(MACHINE_ENERGY.idleWatts).toBeLessThan(MACHINE_ENERGY.busyWatts);
});
