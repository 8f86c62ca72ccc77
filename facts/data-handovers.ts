/** Somebody outside AWS to whom a service of AWS hands data on, without any input that names a host. */
export interface Handover {
  /** Host of who is given the data, by which a processor is declared. */
  readonly host: string;
  /** Input that names what is handed on; absent where everything that passes through the resource is. */
  readonly of?: string;
  /** Input, as `model.geminiModelConfig`, and how its value starts where it is so; any value where nothing is said. */
  readonly when?: { readonly input: string; readonly starts?: string };
}

/** Where the table below comes from, and when it was last compared with it. */
export const DATA_HANDOVERS_SOURCE = {
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html",
  also: "types of @pulumi/aws 7.48.0 under bedrock, chatbot, pinpoint and sns",
  comparedOn: "2026-11-27",
} as const;

const SLACK = "slack.com";
const TEAMS = "teams.microsoft.com";
const FIREBASE = "fcm.googleapis.com";
const APPLE = "api.push.apple.com";
const AMAZON_DEVICES = "api.amazon.com";
const BAIDU = "api.tuisong.baidu.com";

/** What is handed to whom, by resource type. */
export const DATA_HANDOVERS: Readonly<Record<string, readonly Handover[]>> = {
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": [
    { host: "generativelanguage.googleapis.com", when: { input: "model.geminiModelConfig" } },
    { host: "api.openai.com", when: { input: "model.openaiModelConfig" } },
  ],
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": [{ host: SLACK, of: "snsTopicArns" }],
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": [{ host: TEAMS, of: "snsTopicArns" }],
  "aws:pinpoint/admChannel:AdmChannel": [{ host: AMAZON_DEVICES }],
  "aws:pinpoint/apnsChannel:ApnsChannel": [{ host: APPLE }],
  "aws:pinpoint/apnsSandboxChannel:ApnsSandboxChannel": [{ host: APPLE }],
  "aws:pinpoint/apnsVoipChannel:ApnsVoipChannel": [{ host: APPLE }],
  "aws:pinpoint/apnsVoipSandboxChannel:ApnsVoipSandboxChannel": [{ host: APPLE }],
  "aws:pinpoint/baiduChannel:BaiduChannel": [{ host: BAIDU }],
  "aws:pinpoint/gcmChannel:GcmChannel": [{ host: FIREBASE }],
  "aws:sns/platformApplication:PlatformApplication": [
    { host: AMAZON_DEVICES, when: { input: "platform", starts: "ADM" } },
    { host: APPLE, when: { input: "platform", starts: "APNS" } },
    { host: BAIDU, when: { input: "platform", starts: "BAIDU" } },
    { host: FIREBASE, when: { input: "platform", starts: "GCM" } },
  ],
};
