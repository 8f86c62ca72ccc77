import { rightStatements, rightsRefusals } from "../../../components/core/rights";
import { refusalOf } from "./fixtures";

const PUBLISH = { actions: ["cloudwatch:PutMetricData"], resources: ["*"], namespace: "Inventory/Service" };

describe("the right to publish metrics", () => {
  it("is held to one namespace, as it knows no resource", () => {
    expect(rightStatements({ PublishMetrics: PUBLISH })).toEqual([
      {
        Sid: "PublishMetrics",
        Effect: "Allow",
        Action: ["cloudwatch:PutMetricData"],
        Resource: ["*"],
        Condition: { StringEquals: { "cloudwatch:namespace": "Inventory/Service" } },
      },
    ]);
    expect(refusalOf("x", { rights: { PublishMetrics: PUBLISH } }, rightsRefusals())).toBe("not refused");
  });

  it.each([
    ["without a namespace", { ...PUBLISH, namespace: undefined }],
    ["of more than that", { ...PUBLISH, actions: ["cloudwatch:PutMetricData", "cloudwatch:DeleteAlarms"] }],
  ])("is refused on everything %s", (_, { namespace, ...right }) => {
    const rights = { Wide: namespace === undefined ? right : { ...right, namespace } };

    expect(refusalOf("x", { rights }, rightsRefusals())).toBe(
      'x: rights.*.resources is ["Wide"], expected ARNs, and never "*" alone; name what the actions are allowed on',
    );
  });
});
