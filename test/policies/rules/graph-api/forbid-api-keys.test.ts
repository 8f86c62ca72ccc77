import { graphApiForbidApiKeys } from "../../../../policies/rules/graph-api/forbid-api-keys";
import { describeRule } from "../../harness";

const type = "aws:appsync/graphQLApi:GraphQLApi";

describeRule(graphApiForbidApiKeys, {
  good: {
    type,
    props: {
      authenticationType: "AWS_IAM",
      additionalAuthenticationProviders: [{ authenticationType: "OPENID_CONNECT" }],
    },
  },
  broken: [
    { path: "authenticationType", to: "API_KEY", message: 'authenticationType is "API_KEY", expected another type' },
    {
      path: "additionalAuthenticationProviders[0].authenticationType",
      to: "API_KEY",
      message: 'additionalAuthenticationProviders[0].authenticationType is "API_KEY", expected another type',
    },
  ],
  unknown: ["authenticationType", "additionalAuthenticationProviders[0].authenticationType"],
  secret: ["authenticationType"],
});
