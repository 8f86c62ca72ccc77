import { CRITICAL_INSTANCE_FAMILIES } from "../../facts/critical-instance-families";
import { architectureOf, familyOf, INSTANCE_TYPE_PATTERN } from "../../facts/instance-naming";
import { SPOT_INSTANCE_TYPES, SPOT_INSTANCE_TYPE_NAMES } from "../../facts/spot-instance-types";

describe("instance names", () => {
  it.each(SPOT_INSTANCE_TYPE_NAMES)("tell the family and the architecture of %s", (name) => {
    expect(name).toMatch(INSTANCE_TYPE_PATTERN);
    expect(familyOf(name)).toBe(SPOT_INSTANCE_TYPES[name].family);
    expect(architectureOf(name)).toBe(SPOT_INSTANCE_TYPES[name].architecture);
  });

  it.each([
    ["a1.large", "arm64"],
    ["c7gn.xlarge", "arm64"],
    ["im4gn.large", "arm64"],
    ["x2gd.metal", "arm64"],
    ["g4dn.xlarge", "amd64"],
    ["g5.xlarge", "amd64"],
    ["m7i-flex.large", "amd64"],
    ["t3a.medium", "amd64"],
  ])("tell that %s is %s", (name, architecture) => {
    expect(name).toMatch(INSTANCE_TYPE_PATTERN);
    expect(architectureOf(name)).toBe(architecture);
  });

  it.each(["m7g", "large", "m7g.", "M7G.large", ".large", ""])("do not include %j", (name) => {
    expect(name).not.toMatch(INSTANCE_TYPE_PATTERN);
  });

  it("agree with the critical families' architectures", () => {
    for (const [architecture, families] of Object.entries(CRITICAL_INSTANCE_FAMILIES)) {
      expect(families.map((family) => architectureOf(`${family}.large`))).toStrictEqual(
        families.map(() => architecture),
      );
    }
  });
});
