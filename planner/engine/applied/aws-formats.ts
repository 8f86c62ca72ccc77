/**
 * How AWS writes ids and ARNs, for the types where the general rule of {@link file://./aws.ts} does not hold.
 * Source: AWS service authorization reference, "Resource types defined by …", read 2026-11; ids as the provider
 * documents them under "Import" of each resource.
 */

/** Prefix of ids of the form `vpc-0123456789abcdef0`. */
export const ID_PREFIXES = {
  "aws:ec2/vpc:Vpc": "vpc",
  "aws:ec2/subnet:Subnet": "subnet",
  "aws:ec2/securityGroup:SecurityGroup": "sg",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "sg",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
  "aws:ec2/internetGateway:InternetGateway": "igw",
  "aws:ec2/natGateway:NatGateway": "nat",
  "aws:ec2/routeTable:RouteTable": "rtb",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "rtbassoc",
  "aws:ec2/route:Route": "r",
  "aws:ec2/eip:Eip": "eipalloc",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "vpce",
  "aws:ec2/flowLog:FlowLog": "fl",
  "aws:ec2/networkAcl:NetworkAcl": "acl",
  "aws:ec2/launchTemplate:LaunchTemplate": "lt",
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": "pcx",
  "aws:ec2/instance:Instance": "i",
  "aws:ebs/volume:Volume": "vol",
  "aws:ec2transitgateway/transitGateway:TransitGateway": "tgw",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": "a",
} as const satisfies Readonly<Record<string, string>>;

/**
 * Ids of other forms. The names in braces are filled in: those of {@link ARN_FORMATS}, `{domain}` (of the partition's
 * endpoints) and any input that is a string.
 */
export const ID_FORMATS = {
  "aws:apigateway/account:Account": "api-gateway-account",
  "aws:apigateway/apiKey:ApiKey": "{code}",
  "aws:apigateway/deployment:Deployment": "{code}",
  "aws:apigateway/restApi:RestApi": "{code}",
  "aws:apigateway/stage:Stage": "ags-{restApi}-{stageName}",
  "aws:apigateway/usagePlan:UsagePlan": "{code}",
  "aws:apigateway/vpcLink:VpcLink": "{code}",
  "aws:appautoscaling/target:Target": "{resourceId}",
  "aws:batch/computeEnvironment:ComputeEnvironment": "{name}",
  "aws:budgets/budget:Budget": "{account}:{name}",
  "aws:budgets/budgetAction:BudgetAction": "{account}:{uuid}:{budgetName}",
  "aws:cloudfront/cachePolicy:CachePolicy": "{uuid}",
  "aws:cloudfront/distribution:Distribution": "E{code}",
  "aws:cloudfront/originAccessControl:OriginAccessControl": "E{code}",
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": "{uuid}",
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": "{uuid}",
  "aws:eks/accessEntry:AccessEntry": "{clusterName}:{principalArn}",
  "aws:eks/addon:Addon": "{clusterName}:{name}",
  "aws:eks/nodeGroup:NodeGroup": "{clusterName}:{name}",
  "aws:elasticache/user:User": "{userId}",
  "aws:elasticache/userGroup:UserGroup": "{userGroupId}",
  "aws:fis/experimentTemplate:ExperimentTemplate": "EXT{code}",
  "aws:kms/key:Key": "{uuid}",
  "aws:lambda/eventSourceMapping:EventSourceMapping": "{uuid}",
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": "{functionName}:{qualifier}",
  "aws:route53/zone:Zone": "Z{zone}",
  "aws:scheduler/schedule:Schedule": "default/{name}",
  "aws:sqs/queue:Queue": "https://sqs.{region}.{domain}/{account}/{name}",
  "aws:wafv2/webAcl:WebAcl": "{uuid}",
} as const satisfies Readonly<Record<string, string>>;

/** Types whose id is their ARN. */
export const ARN_IDS: ReadonlySet<string> = new Set([
  "aws:batch/jobQueue:JobQueue",
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
  "aws:costexplorer/anomalySubscription:AnomalySubscription",
  "aws:iam/policy:Policy",
  "aws:kinesis/stream:Stream",
  "aws:lambda/alias:Alias",
  "aws:sns/topic:Topic",
  "aws:secretsmanager/secret:Secret",
  "aws:msk/cluster:Cluster",
  "aws:msk/serverlessCluster:ServerlessCluster",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:acm/certificate:Certificate",
  "aws:sfn/stateMachine:StateMachine",
]);

/**
 * ARN after `arn:<partition>:`. `{region}`, `{account}`, `{name}` (physical name), `{id}` and stable digits (`{uuid}`,
 * `{code}`, `{zone}`) are filled in, and inputs as in {@link ID_FORMATS}. Types that are not listed follow the general
 * rule `<service>:{region}:{account}:<resource>/{name}`.
 */
export const ARN_FORMATS = {
  "aws:apigateway/apiKey:ApiKey": "apigateway:{region}::/apikeys/{id}",
  "aws:apigateway/domainName:DomainName": "apigateway:{region}::/domainnames/{domainName}",
  "aws:apigateway/restApi:RestApi": "apigateway:{region}::/restapis/{id}",
  "aws:apigateway/stage:Stage": "apigateway:{region}::/restapis/{restApi}/stages/{stageName}",
  "aws:apigateway/usagePlan:UsagePlan": "apigateway:{region}::/usageplans/{id}",
  "aws:apigateway/vpcLink:VpcLink": "apigateway:{region}::/vpclinks/{id}",
  "aws:appautoscaling/policy:Policy":
    "autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{serviceNamespace}/{resourceId}:policyName/{name}",
  "aws:appconfig/application:Application": "appconfig:{region}:{account}:application/{id}",
  "aws:appautoscaling/target:Target": "application-autoscaling:{region}:{account}:scalable-target/{uuid}",
  "aws:s3/bucket:Bucket": "s3:::{name}",
  "aws:iam/role:Role": "iam::{account}:role/{name}",
  "aws:iam/policy:Policy": "iam::{account}:policy/{name}",
  "aws:iam/user:User": "iam::{account}:user/{name}",
  "aws:iam/instanceProfile:InstanceProfile": "iam::{account}:instance-profile/{name}",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "iam::{account}:oidc-provider/{name}",
  "aws:kms/key:Key": "kms:{region}:{account}:key/{id}",
  "aws:kms/alias:Alias": "kms:{region}:{account}:{name}",
  "aws:sqs/queue:Queue": "sqs:{region}:{account}:{name}",
  "aws:ssm/document:Document": "ssm:{region}:{account}:document/{name}",
  "aws:sns/topic:Topic": "sns:{region}:{account}:{name}",
  "aws:lambda/alias:Alias": "lambda:{region}:{account}:function:{functionName}:{name}",
  "aws:lambda/eventSourceMapping:EventSourceMapping": "lambda:{region}:{account}:event-source-mapping:{uuid}",
  "aws:lambda/function:Function": "lambda:{region}:{account}:function:{name}",
  "aws:cloudwatch/logGroup:LogGroup": "logs:{region}:{account}:log-group:{name}",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "cloudwatch:{region}:{account}:alarm:{alarmName}",
  "aws:cloudwatch/dashboard:Dashboard": "cloudwatch::{account}:dashboard/{dashboardName}",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "cloudwatch:{region}:{account}:alarm:{name}",
  "aws:cloudwatch/eventRule:EventRule": "events:{region}:{account}:rule/{name}",
  "aws:cloudwatch/eventBus:EventBus": "events:{region}:{account}:event-bus/{name}",
  "aws:secretsmanager/secret:Secret": "secretsmanager:{region}:{account}:secret:{name}",
  "aws:rds/cluster:Cluster": "rds:{region}:{account}:cluster:{name}",
  "aws:rds/globalCluster:GlobalCluster": "rds::{account}:global-cluster:{name}",
  "aws:rds/clusterInstance:ClusterInstance": "rds:{region}:{account}:db:{name}",
  "aws:route53/zone:Zone": "route53:::hostedzone/{id}",
  "aws:autoscaling/group:Group": "autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
  "aws:acm/certificate:Certificate": "acm:{region}:{account}:certificate/{uuid}",
  "aws:backup/plan:Plan": "backup:{region}:{account}:backup-plan:{name}",
  "aws:backup/vault:Vault": "backup:{region}:{account}:backup-vault:{name}",
  "aws:batch/computeEnvironment:ComputeEnvironment": "batch:{region}:{account}:compute-environment/{name}",
  "aws:batch/jobQueue:JobQueue": "batch:{region}:{account}:job-queue/{name}",
  "aws:budgets/budget:Budget": "budgets::{account}:budget/{name}",
  "aws:budgets/budgetAction:BudgetAction": "budgets::{account}:budget/{budgetName}/action/{uuid}",
  "aws:cloudfront/cachePolicy:CachePolicy": "cloudfront::{account}:cache-policy/{id}",
  "aws:cloudfront/distribution:Distribution": "cloudfront::{account}:distribution/{id}",
  "aws:cloudfront/originAccessControl:OriginAccessControl": "cloudfront::{account}:origin-access-control/{id}",
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": "cloudfront::{account}:origin-request-policy/{id}",
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": "cloudfront::{account}:response-headers-policy/{id}",
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "ce::{account}:anomalymonitor/{uuid}",
  "aws:costexplorer/anomalySubscription:AnomalySubscription": "ce::{account}:anomalysubscription/{uuid}",
  "aws:eks/nodeGroup:NodeGroup": "eks:{region}:{account}:nodegroup/{clusterName}/{name}/{uuid}",
  "aws:eks/addon:Addon": "eks:{region}:{account}:addon/{clusterName}/{name}/{uuid}",
  "aws:elasticache/parameterGroup:ParameterGroup": "elasticache:{region}:{account}:parametergroup:{name}",
  "aws:elasticache/replicationGroup:ReplicationGroup": "elasticache:{region}:{account}:replicationgroup:{name}",
  "aws:elasticache/serverlessCache:ServerlessCache": "elasticache:{region}:{account}:serverlesscache:{name}",
  "aws:elasticache/subnetGroup:SubnetGroup": "elasticache:{region}:{account}:subnetgroup:{name}",
  "aws:elasticache/user:User": "elasticache:{region}:{account}:user:{id}",
  "aws:elasticache/userGroup:UserGroup": "elasticache:{region}:{account}:usergroup:{id}",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "firehose:{region}:{account}:deliverystream/{name}",
  "aws:msk/cluster:Cluster": "kafka:{region}:{account}:cluster/{name}/{uuid}",
  "aws:msk/serverlessCluster:ServerlessCluster": "kafka:{region}:{account}:cluster/{name}/{uuid}",
  "aws:scheduler/schedule:Schedule": "scheduler:{region}:{account}:schedule/default/{name}",
  "aws:sfn/stateMachine:StateMachine": "states:{region}:{account}:stateMachine:{name}",
  "aws:lb/targetGroup:TargetGroup": "elasticloadbalancing:{region}:{account}:targetgroup/{name}/{code}",
  "aws:ec2/securityGroup:SecurityGroup": "ec2:{region}:{account}:security-group/{id}",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "ec2:{region}:{account}:security-group/{id}",
  "aws:ec2/internetGateway:InternetGateway": "ec2:{region}:{account}:internet-gateway/{id}",
  "aws:ec2/natGateway:NatGateway": "ec2:{region}:{account}:natgateway/{id}",
  "aws:ec2/routeTable:RouteTable": "ec2:{region}:{account}:route-table/{id}",
  "aws:ec2/eip:Eip": "ec2:{region}:{account}:elastic-ip/{id}",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "ec2:{region}:{account}:vpc-endpoint/{id}",
  "aws:ec2/flowLog:FlowLog": "ec2:{region}:{account}:vpc-flow-log/{id}",
  "aws:ec2/launchTemplate:LaunchTemplate": "ec2:{region}:{account}:launch-template/{id}",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "ec2:{region}:{account}:security-group-rule/{id}",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "ec2:{region}:{account}:security-group-rule/{id}",
} as const satisfies Readonly<Record<string, string>>;

/** Services whose name in ARNs differs from the provider's module, for the general rule. */
export const ARN_SERVICES = {
  apigatewayv2: "apigateway",
  cfg: "config",
  docdb: "rds",
  ebs: "ec2",
  ec2transitgateway: "ec2",
  lb: "elasticloadbalancing",
  msk: "kafka",
  neptune: "rds",
  opensearch: "es",
  sfn: "states",
  vpc: "ec2",
} as const satisfies Readonly<Record<string, string>>;

/** Inputs that name the physical resource, in the order in which they are looked for. */
export const NAME_INPUTS = [
  "name",
  "bucket",
  "clusterIdentifier",
  "globalClusterIdentifier",
  "identifier",
  "functionName",
  "replicationGroupId",
  "domainName",
  "alarmName",
] as const;

/** The input that names the physical resource, for types where one of {@link NAME_INPUTS} names another resource. */
export const OWN_NAME_INPUTS = {
  "aws:eks/addon:Addon": "addonName",
  "aws:eks/nodeGroup:NodeGroup": "nodeGroupName",
  "aws:msk/cluster:Cluster": "clusterName",
  "aws:msk/serverlessCluster:ServerlessCluster": "clusterName",
  "aws:rds/clusterInstance:ClusterInstance": "identifier",
} as const satisfies Readonly<Record<string, string>>;
