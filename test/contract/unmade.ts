/** Rules for types that no component makes, so that none can break them: the rule, and a type that it judges. */
export const UNMADE: Readonly<Record<string, string>> = {
  "account-require-strong-passwords": "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  "api-route-require-authorization": "aws:apigatewayv2/route:Route",
  "broker-forbid-public-policy": "aws:msk/clusterPolicy:ClusterPolicy",
  "event-bus-forbid-public-policy": "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  "file-system-forbid-public-policy": "aws:efs/fileSystemPolicy:FileSystemPolicy",
  "file-system-require-encryption": "aws:efs/fileSystem:FileSystem",
  "function-forbid-public-permission": "aws:lambda/permission:Permission",
  "function-forbid-public-url": "aws:lambda/functionUrl:FunctionUrl",
  "function-require-source": "aws:lambda/permission:Permission",
  "search-domain-forbid-public-policy": "aws:opensearch/domain:Domain",
  "search-domain-require-encryption": "aws:opensearch/domain:Domain",
  "topic-forbid-public-policy": "aws:sns/topicPolicy:TopicPolicy",
  "topic-require-tls": "aws:sns/topicPolicy:TopicPolicy",
  "user-forbid-policies": "aws:iam/userPolicy:UserPolicy",
  "volume-require-encryption": "aws:ebs/volume:Volume",
};
