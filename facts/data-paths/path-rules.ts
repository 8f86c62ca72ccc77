import type { InputRule } from "./rule";

/**
 * Inputs by which data can get somewhere, the particular before the general. A path that names something in general
 * (`anything by ARN`) is deliberately wide: what no narrower row knows is followed, and not believed.
 */
export const PATH_RULES = [
  {
    id: "dead-letter",
    verdict: "path",
    kind: "dead-letter",
    names: "resource",
    property: /^(deadLetter\w*(Arn|Url|Queue)|dlq\w*(Arn|Url)|redrivePolicy|redriveAllowPolicy)$/,
    reason: "records that nobody could handle are copied there whole",
  },
  {
    id: "dead-letter-target",
    verdict: "path",
    kind: "dead-letter",
    names: "resource",
    owner: /(DeadLetter\w*|OnFailure|OnSuccess|FailureDestination|DeadLetterConfig)$/,
    property: /(arn|target|destination|url|queue)/i,
    reason: "records that nobody could handle are copied there whole",
  },
  {
    id: "replica-region",
    verdict: "path",
    kind: "replica",
    names: "region",
    owner: /Replica|Replication|Witness|GlobalTable|DestinationRegion|MultiRegion|Repl|dsql\.|secretsmanager\./,
    property: /(^|[a-z])regions?(Name)?s?$|Region(s|Name)?$/i,
    reason: "a replica, a witness or a peer lies in the region named",
  },
  {
    id: "backup-destination",
    verdict: "path",
    kind: "backup",
    names: "resource",
    owner: /^backup\./,
    property:
      /^(destinationVaultArn|destinationBackupVaultArn|targetVaultName|backupVaultName|targetLogicallyAirGappedBackupVaultArn|sourceBackupVaultArn|recoveryPointArn|backupVaultArn|logicallyAirGappedBackupVaultArn)$/,
    reason: "recovery points are written or copied there",
  },
  {
    id: "backup-source",
    verdict: "path",
    kind: "backup",
    names: "resource",
    property:
      /^(source\w*(Backup|Snapshot)\w*|snapshot(Arn|Arns|Identifier|Id|Name)|\w*SnapshotArns?|restore\w+Arn|restoreSource\w+|sourceDbInstance\w*|snapshotArnsToRestores|sourceDbClusterIdentifier|sourceClusterIdentifier|replicateSourceDb|replicationSourceIdentifier)$/,
    reason: "what is made from it holds the data of the source",
  },
  {
    id: "global-member",
    verdict: "path",
    kind: "replica",
    names: "resource",
    property:
      /^(globalClusterIdentifier|globalReplicationGroupId|primaryReplicationGroupId|globalTableArn|globalTableSourceArn|regionDatabaseClusterArns|databaseClusterArns|dbInstanceArnMap|primaryKeyArn|replicaArn|clusters|sourceDbClusterIdentifier)$/,
    reason: "joins a group whose members copy one another",
  },
  {
    id: "key",
    verdict: "path",
    kind: "key",
    names: "resource",
    property:
      /(kms\w*(arns?|ids?|identifier|key|keys|arnlists?)$|^kmskey|encryptionKey(Arn|Id|Identifier)?$|^kmsEncryptionKey$|customerManagedKey|^cmkArn$|customerKeyId$|^(keyArn|keyId|targetKeyId|kmsArn|encryptionKey|defaultEncryptionKey|customerKeyArn|awsKmsKeyArn|kmsMasterKey\w*)$|KmsMasterKeyId$|KmsArn$|EncryptionKeyArn$|kmsKeyProviderUri$)/i,
    reason: "whoever holds the key can read the data, and where it lies they can be read",
  },
  {
    id: "private-key-proxy",
    verdict: "path",
    kind: "key",
    names: "address",
    property: /^xksProxyUriEndpoint$/,
    reason: "the key is kept by whoever answers there",
  },
  {
    id: "log-destination",
    verdict: "path",
    kind: "log",
    names: "resource",
    property:
      /(log\w*(Arns?|Destinations?|DestinationConfigs|Bucket|BucketName|Group|GroupName|GroupNames|ArnLists|GroupIdentifiers?|Uri)$|^logGroups?$|^cloudwatchLogs?\w*Arn$|^loggingBucket$|^auditDestinationArn$|^deliveryDestinationArn$|^resourceLogGroup\w*$|^logStream(Arn|Name)$|^logDestination\w*Arn$)/i,
    reason: "logs and traces quote what passes",
  },
  {
    id: "log-bucket",
    verdict: "path",
    kind: "log",
    names: "resource",
    owner: /Log(s|ging)?|Trace|Audit|Trail|cfg\.|cloudtrail\./,
    property:
      /^(bucket|targetBucket|s3Bucket|s3BucketName|bucketName|s3Location|deliveryStream|firehose|deliveryS3Bucket)$/,
    reason: "logs and traces quote what passes",
  },
  {
    id: "trust-document",
    verdict: "path",
    kind: "trust",
    names: "document",
    property:
      /^(assumeRolePolicy|policy|policyDocument|resourcePolicy|accessPolicies|accessPolicy|repositoryPolicy|deliveryDestinationPolicy|Principal|NotPrincipal|AWS)$/,
    owner:
      /^(?!wafv2|waf\.|wafregional|autoscaling|autoscalingplans|appautoscaling|networkfirewall|dlm|organizations|iam\.(Policy|RolePolicy|UserPolicy|GroupPolicy|RoleInlinePolicy)$|ssoadmin|verifiedpermissions|fms|shield|appsync|bedrock|ssm\.|elb\.|lb\.|alb\.|cfg\.|cloudformation|ecr\.LifecyclePolicy|eks\.|opensearch\.ServerlessLifecycle|ses\.ReceiptFilter|transfer\.|iot\.Policy)/,
    reason: "a resource policy gives access to whoever it names, wherever they are",
  },
  {
    id: "rights-document",
    verdict: "path",
    kind: "rights",
    names: "document",
    owner:
      /^(iam|eks|transfer)\.(Policy|RolePolicy|UserPolicy|GroupPolicy|RoleInlinePolicy|UserInlinePolicy|PodIdentityAssociation)$/,
    property: /^policy$/,
    reason: "whoever has the rights can carry data to what they name",
  },
  {
    id: "share-principal",
    verdict: "path",
    kind: "share",
    names: "account",
    property:
      /^(principals?|principalArns?|granteePrincipal|retiringPrincipal|granteeIdentifier|grantee|allowedPrincipals|principalOrgId|organizationArn|organizationArns|organizationalUnitArns?|organizationIds?|consumerIdentifier|dataLakePrincipalIdentifier|admins|readOnlyAdmins|externalDataFilteringAllowLists)$/,
    owner: /^(?!ssoadmin|identitystore|verifiedpermissions|sns\.PlatformApplication|quicksight|datazone|eks\.)/,
    reason: "gives somebody else access",
  },
  {
    id: "share-account",
    verdict: "path",
    kind: "share",
    names: "account",
    property:
      /^(sharedAccounts|sharedAccountIds|allowedAccountIds|targetAccountIds?|destinationAccount\w*|peerOwnerId|peerAccountId|accountIds|awsAccountIds?|accountId|accountNumber|memberAccountIds?|dataAccountId|grantAccounts|trustedResourceOwners|debugLogDeliveryAccounts|principalOrgArns|account|accounts|awsAccountId|registryId|destinationRegistryId|externalAccountId|domainOwner|ownerAccountId|ownerAccount|linkedAccountId|expectedBucketOwner|\w*[bB]ucketOwner(AccountId)?|targetAccounts|linkedAccounts|bucketAccountId|bucketOwner|s3BucketOwner|resourceOwner|catalogId|sourceAccountId|associatedGatewayOwnerAccountId|dxGatewayOwnerAccountId|meshOwner|customerAwsAccountId|userIds|recipientAccounts|accountList)$/,
    owner:
      /^(?!account\.|organizations\.|budgets\.|cur\.|costexplorer|iam\.|fms\.|controltower|shield|notifications|billing|invoicing|servicequotas|quicksight\.(User|Group|Namespace)|ssoadmin|identitystore)/,
    reason: "the account named holds the data or is let in",
  },
  {
    id: "peer",
    verdict: "path",
    kind: "network",
    names: "resource",
    property:
      /^(peerVpcId|peerTransitGatewayId|peer\w*(Arn|Id)|transitGatewayAttachmentId|vpcPeeringConnectionId|destinationTransitGatewayAttachmentId|coreNetworkArn|accepter\w*Id|transitGatewayPeeringAttachmentId|vpnConnectionArn|attachmentId|virtualInterfaceId|dxGatewayId|directConnectGatewayArn|directConnectGatewayId|coreNetworkId)$/,
    reason: "joins two networks",
  },
  {
    id: "peer-address",
    verdict: "path",
    kind: "network",
    names: "address",
    owner:
      /(CustomerGateway|ec2transitgateway\.ConnectPeer|networkmanager\.ConnectPeer|ForwardRule|TargetIp|ResolverRule)/,
    property: /^(ipAddress|peerAddress|ip|ipv6)$/,
    reason: "traffic leaves AWS for the address named",
  },
  {
    id: "private-link",
    verdict: "path",
    kind: "network",
    names: "address",
    owner: /^ec2\.VpcEndpoint$/,
    property: /^serviceName$/,
    reason: "calls inside the network end at the service named",
  },
  {
    id: "file-location",
    verdict: "path",
    kind: "destination",
    names: "resource",
    owner: /^(glue|athena|emr|emrcontainers|sagemaker|fsx|timestream|databrew|mwaa|comprehend|rekognition)\./,
    property:
      /^(location|locations|additionalLocations|logLocation|warehouseLocation|locationUri|importPath|exportPath|dataRepositoryPath|sourcePath|artifactStoreUri|kmsLocation)$/,
    reason: "objects are written to or read from there",
  },
  {
    id: "destination-region",
    verdict: "path",
    kind: "destination",
    names: "region",
    property:
      /(^regions?$|Regions?$|RegionNames?$|^regionNames?$|^awsRegions?$|^targetRegions?$|^regionOrders$|^regionToRun$|^s3Region$|^vpcRegion$)/,
    owner:
      /^(?!account\.|organizations\.|ec2\.VpcIpam|inspector2|guardduty\.|securityhub\.|budgets|shield|accessanalyzer|controltower|route53recovery|resourceexplorer|notifications|costexplorer|detective|fms)/,
    reason: "data are written, copied or handled in the region named",
  },
  {
    id: "edge-origin",
    verdict: "path",
    kind: "edge",
    names: "address",
    owner: /^(cloudfront|globalaccelerator|amplify|apprunner|lightsail)\./,
    property: /^(domainName|originDomainName|endpointId|customOrigin\w*|ipAddresses|originAccessControlDomain)$/,
    reason: "answers of the origin are carried and kept at edges all over the world",
  },
  {
    id: "event-source",
    verdict: "path",
    kind: "source",
    names: "resource",
    property:
      /^(eventSource(Arn|Token)?|source(Arn|Arns|Bucket|BucketArn|StreamArn|TableArn|LocationArn|EndpointArn|QueueUrl|Queue|ClusterArn|FileSystemId|FileSystemArn|RepositoryArn|Uri|Path|S3Path|Location|Database|Table|VolumeId|InstanceId|AmiId|ApiId|ApiArn|Identifier|Ids|Arn|IpamPoolId|DbClusterIdentifier)|sourceArns?|streamArns?|tableArn|kinesisStreamArn|mskClusterArn|dynamodbTableArn|inputS3Uri|source|sources)$/,
    owner:
      /^(?!acm\.|codebuild\.|codepipeline\.|cloudwatch\.EventRule|lambda\.Permission|networkfirewall|wafv2|ec2\.(SecurityGroup|NetworkAcl)|imagebuilder)/,
    reason: "takes data out of what is named, into the place of this resource",
  },
  {
    id: "bucket",
    verdict: "path",
    kind: "destination",
    names: "resource",
    property:
      /(^|[a-z])(bucket|buckets|bucketName|bucketArn|bucketArns|s3Uri|s3Path|s3Location|s3OutputPath|s3OutputLocation|s3BackupBucket|outputLocation|outputBucket|inputBucket|OutputUri|s3OutputUri|bucketNames|S3Url)$|S3(Bucket|Uri|Path|Location)(Name|Arn)?$/i,
    reason: "objects are written to or read from it",
  },
  {
    id: "target",
    verdict: "path",
    kind: "target",
    names: "resource",
    property:
      /^(arn|target|targets|targetArns?|target\w*(Arn|Uri|Bucket|Name)|targetResource|functionArn|functionName|lambdaArn|lambdaFunctionArn|queue(Arn|Url|Id|Name|s)?|topic(Arn|s)?|sns\w*Arns?|snsTopic\w*|stream(Name|ARN)?|deliveryStream\w*|firehose\w*|eventBus(Arn|Name)|destination\w*(Arn|Arns|Uri|Bucket|Name|Location|Id|Identifier|Config|Value)|destinations?|notification\w*Arns?|notificationTarget\w*|channelArn|endpointArn|stateMachineArn|uri|integrationUri|integrationTarget|connectionArn|databaseArn|clusterArn|kafkaClusterArn|sinkIdentifier|sinkArn)$/,
    owner: /^(?!wafv2|waf\.|quicksight\.\w*(Visual|Chart|Dashboard|Analysis|Template)|networkfirewall|lex\.)/,
    reason: "events, records or calls are handed to it",
  },
  {
    id: "egress",
    verdict: "path",
    kind: "egress",
    names: "address",
    property:
      /(url|urls|uris?|endpoints?|EndpointUrl|invocationEndpoint|hosts?|hostname|HostName|domain|domains|serverName|serverHostname|bootstrapServers|selfManagedEventSource|brokers?|bootstrapBrokers|dnsIps|dnsServers|nameServers|domainNameServers|customerDnsIps|conditionalForwarderIpAddrs|radiusServers|webhook\w*|callback\w*|tokenEndpoint|issuer|connectionString|server|servers|address|ipAddresses|emailAddress|emailAddresses|email|emails|subscribers?|subscriberEmailAddresses|subscriberSnsTopicArns|smtpHost|dnsName|ftpHost)$/i,
    owner:
      /^(?!wafv2|waf\.|networkfirewall|acm\.|acmpca|account\.|organizations|budgets|route53domains|lex\.|quicksight\.\w*(Visual|Chart)|codebuild\.\w*Image|imagebuilder|iam\.|ec2\.(Vpc|Eip|Subnet|NatGateway|NetworkInterface|Instance|LaunchTemplate)|sagemaker\.\w*(Image|App)|cognito|costexplorer|invoicing|lightsail\.Certificate)/,
    reason: "data can leave AWS for the address named",
  },
  {
    id: "environment-variables",
    verdict: "path",
    kind: "egress",
    names: "document",
    property:
      /^(variables|environmentVariables|environment|environments|containerDefinitions|connectionProperties|extraConnectionAttributes|definition|definitionString|definitionBody|templateBody|configuration|configurations|body|processors|dashboardBody|command|commands|parameters|parameterValue|arguments|properties|configJson|settings|openapi|schema)$/,
    owner:
      /^(?!cloudwatch\.Dashboard|wafv2|quicksight|rds\.|glue\.(Catalog|Schema)|kms|elasticache|memorydb|docdb|neptune|redshift|dax|ssm\.Document|securityhub|lex|gamelift|athena)/,
    reason: "addresses are handed to a program in it",
  },
  {
    id: "named-by-arn",
    verdict: "path",
    kind: "reference",
    names: "resource",
    property: /(Arns?|ARN|ArnLists?|ArnMap)$/,
    owner: /^(?!iam\.|ssoadmin|organizations|budgets)/,
    reason: "names something by its ARN that no other row knows",
  },
] as const satisfies readonly InputRule[];
