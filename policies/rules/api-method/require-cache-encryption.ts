import type { MethodSettingsArgs } from "@pulumi/aws/apigateway";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings, where } from "../../core/settings";

/** What an API keeps of its answers is encrypted. */
export const apiMethodRequireCacheEncryption: ResourceValidationPolicy = {
  name: "api-method-require-cache-encryption",
  description: "Caches of APIs are encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("APIGateway.5", "API Gateway REST API cache data should be encrypted at rest"),
  tags: ["encryption"],
  remediationSteps: "Set settings.cacheDataEncrypted to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  validateResource: where<MethodSettingsArgs>(
    requireSettings<MethodSettingsArgs>("aws:apigateway/methodSettings:MethodSettings", [
      { property: "settings.cacheDataEncrypted", read: ({ settings }) => settings?.cacheDataEncrypted, check: isTrue },
    ]),
    ({ settings }) => settings.cachingEnabled === true,
  ),
};
