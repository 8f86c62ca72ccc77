import { distributionRequireRootObject } from "../../../../policies/rules/distribution/require-root-object";
import { describeRule } from "../../harness";

const type = "aws:cloudfront/distribution:Distribution";

describeRule(distributionRequireRootObject, {
  good: {
    type,
    props: {
      origins: [{ originId: "site", domainName: "site.s3.eu-west-1.amazonaws.com" }],
      defaultCacheBehavior: { targetOriginId: "site" },
      defaultRootObject: "index.html",
    },
  },
  alsoGood: {
    "a distribution whose root is asked of a server": {
      type,
      props: {
        origins: [
          { originId: "site", domainName: "site.s3.amazonaws.com" },
          { originId: "api", domainName: "api.example.com", customOriginConfig: {} },
        ],
        defaultCacheBehavior: { targetOriginId: "api" },
      },
    },
    "a distribution of an API": {
      type,
      props: {
        origins: [{ originId: "api", domainName: "api.example.com", customOriginConfig: {} }],
        defaultCacheBehavior: { targetOriginId: "api" },
      },
    },
  },
  broken: [
    {
      path: "defaultRootObject",
      to: undefined,
      message: "defaultRootObject is missing, expected the name of an object",
    },
    { path: "defaultRootObject", to: "", message: 'defaultRootObject is "", expected the name of an object' },
  ],
  unknown: ["origins"],
  created: ["defaultRootObject"],
  secret: ["defaultRootObject"],
});
