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

/** Types whose id is their ARN. */
export const ARN_IDS: ReadonlySet<string> = new Set([
  "aws:iam/policy:Policy",
  "aws:kinesis/stream:Stream",
  "aws:sns/topic:Topic",
  "aws:secretsmanager/secret:Secret",
  "aws:msk/cluster:Cluster",
  "aws:msk/serverlessCluster:ServerlessCluster",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:acm/certificate:Certificate",
  "aws:sfn/stateMachine:StateMachine",
  "aws:wafv2/webAcl:WebAcl",
]);

/**
 * ARN after `arn:<partition>:`. `{region}`, `{account}`, `{name}` (physical name) and `{id}` are filled in.
 * Types that are not listed follow the general rule `<service>:{region}:{account}:<resource>/{name}`.
 */
export const ARN_FORMATS = {
  "aws:s3/bucket:Bucket": "s3:::{name}",
  "aws:iam/role:Role": "iam::{account}:role/{name}",
  "aws:iam/policy:Policy": "iam::{account}:policy/{name}",
  "aws:iam/user:User": "iam::{account}:user/{name}",
  "aws:iam/instanceProfile:InstanceProfile": "iam::{account}:instance-profile/{name}",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "iam::{account}:oidc-provider/{name}",
  "aws:kms/key:Key": "kms:{region}:{account}:key/{id}",
  "aws:kms/alias:Alias": "kms:{region}:{account}:{name}",
  "aws:sqs/queue:Queue": "sqs:{region}:{account}:{name}",
  "aws:sns/topic:Topic": "sns:{region}:{account}:{name}",
  "aws:lambda/function:Function": "lambda:{region}:{account}:function:{name}",
  "aws:cloudwatch/logGroup:LogGroup": "logs:{region}:{account}:log-group:{name}",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "cloudwatch:{region}:{account}:alarm:{name}",
  "aws:cloudwatch/eventRule:EventRule": "events:{region}:{account}:rule/{name}",
  "aws:cloudwatch/eventBus:EventBus": "events:{region}:{account}:event-bus/{name}",
  "aws:secretsmanager/secret:Secret": "secretsmanager:{region}:{account}:secret:{name}",
  "aws:rds/cluster:Cluster": "rds:{region}:{account}:cluster:{name}",
  "aws:rds/globalCluster:GlobalCluster": "rds::{account}:global-cluster:{name}",
  "aws:rds/clusterInstance:ClusterInstance": "rds:{region}:{account}:db:{name}",
  "aws:route53/zone:Zone": "route53:::hostedzone/{id}",
  "aws:eks/nodeGroup:NodeGroup": "eks:{region}:{account}:nodegroup/{name}/{id}",
  "aws:eks/addon:Addon": "eks:{region}:{account}:addon/{name}/{id}",
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

/** Inputs that name the physical resource, in the order in which they are looked for. */
export const NAME_INPUTS = [
  "name",
  "bucket",
  "clusterName",
  "clusterIdentifier",
  "globalClusterIdentifier",
  "identifier",
  "nodeGroupName",
  "addonName",
  "functionName",
  "replicationGroupId",
  "domainName",
  "alarmName",
] as const;
