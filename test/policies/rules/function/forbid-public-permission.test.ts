import { functionForbidPublicPermission } from "../../../../policies/rules/function/forbid-public-permission";
import { describeRule, UNKNOWN } from "../../harness";

const type = "aws:lambda/permission:Permission";

describeRule(functionForbidPublicPermission, {
  good: { type, props: { action: "lambda:InvokeFunction", principal: "events.amazonaws.com" } },
  alsoGood: {
    "anybody of an organisation": { type, props: { principal: "*", principalOrgId: "o-a1b2c3d4e5" } },
    "anybody by an API": { type, props: { principal: "*", sourceArn: UNKNOWN } },
    "a layer for an organisation": {
      type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
      props: { principal: "*", organizationId: "o-a1b2c3d4e5" },
    },
  },
  broken: [
    {
      path: "principal",
      to: "*",
      message: 'principal is "*", expected a named principal, or principalOrgId, sourceAccount or sourceArn',
    },
  ],
  alsoBroken: {
    "a layer for anybody": {
      type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
      props: { principal: "*" },
      message: 'principal is "*", expected an account, or organizationId',
    },
  },
  unknown: ["principal"],
  secret: ["principal"],
});
