import { apiMethodRequireCacheEncryption } from "../../../../policies/rules/api-method/require-cache-encryption";
import { describeRule } from "../../harness";

const type = "aws:apigateway/methodSettings:MethodSettings";

describeRule(apiMethodRequireCacheEncryption, {
  good: { type, props: { settings: { cachingEnabled: true, cacheDataEncrypted: true } } },
  alsoGood: { "an API that keeps nothing": { type, props: { settings: {} } } },
  broken: [
    { path: "settings.cacheDataEncrypted", to: false, message: "settings.cacheDataEncrypted is false, expected true" },
    {
      path: "settings.cacheDataEncrypted",
      to: undefined,
      message: "settings.cacheDataEncrypted is missing, expected true",
    },
  ],
  unknown: ["settings", "settings.cachingEnabled", "settings.cacheDataEncrypted"],
  secret: ["settings.cacheDataEncrypted"],
});
