import { instanceShape } from "../../facts/instance-shape";
import { SPOT_INSTANCE_TYPES } from "../../facts/spot-instance-types";

describe("the shape of an instance type", () => {
  it.each(Object.entries(SPOT_INSTANCE_TYPES))(
    "of %s is what the table of spot types says",
    (type, { vcpus, memoryGiB }) => {
      expect(instanceShape(type)).toEqual({ vcpus, memoryGiB });
    },
  );

  it.each([
    ["t3.large", { vcpus: 2, memoryGiB: 8 }],
    ["c7i.48xlarge", { vcpus: 192, memoryGiB: 384 }],
    ["t3.medium", undefined],
    ["c4.large", undefined],
    ["m7g.metal", undefined],
    ["x2gd.large", undefined],
    ["m7g", undefined],
  ])("of %s is %p", (type, shape) => {
    expect(instanceShape(type)).toEqual(shape);
  });
});
