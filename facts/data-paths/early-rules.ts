import type { InputRule } from "./rule";

/** Inputs that say how and not where, or whose rights are used; asked before the paths. */
export const EARLY_RULES = [
  {
    id: "own-region",
    verdict: "control",
    on: "resource",
    property: /^region$/,
    reason: "the resource's own region: where every resource lies is judged by itself",
  },
  {
    id: "observed-regions",
    verdict: "control",
    owner:
      /^(account|organizations|ec2\.VpcIpam|inspector2|guardduty|securityhub|budgets|accessanalyzer|controltower|route53recovery|resourceexplorer|notifications|costexplorer|detective|fms|iam|uxc|arcregionswitch)/,
    property: /regions?(Name|Names|s|Orders)?$|^region\w+$/i,
    reason: "where something is watched, allowed or switched on: data stay where they are",
  },
  {
    id: "credential",
    verdict: "none",
    property:
      /(password|secret(Key|AccessKey|Value)?|passphrase|presharedKey|authKey|username|userName|apiKey|accessKey|accessKeyId|privateKey|pgpKey|token|authToken|credentials?|activationKey|publicKeys?|certificateChain|certificateBody|privateKeyWo|keyMaterial\w*|KeyPair\w*|sshKey|hecToken|applicationKey|PasswordWo|apiSecretKey|credentialsParameter|clientSecret|keyData|signingPublicKeys|jwks|certificate|PrivateKey|userData\w*|bgpAuthKey|ec2SshKey|certificatePrivateKey|verificationCertificate|thumbprintLists)$/i,
    reason: "proves who asks; where it leads is said by another input",
  },
  {
    id: "choice",
    verdict: "none",
    property:
      /(Type|Types|Mode|Modes|Status|State|Format|Formats|Class|Version|Versions|Prefix|Prefixes|Suffix|Window|Algorithm|Algorithms|Level|Protocol|Protocols|Method|Methods|Behavior|Strategy|Unit|Units|Preference|Action|Actions|Option|Options|Support|Tier|Size|Period|Interval|Timeout|Time|Date|Frequency|Cron|Schedule|Percentage|Count|Direction|Scope|Scopes|Visibility|Access|Spec|Usage|Description|Comment|Title|Label|Labels|Language|Locale|Encoding|Delimiter|Pattern|Patterns|Regex|Expression|Hash|Checksum|Etag|Enabled|Storage|Discovery|Compression|Durability|Engine|Family|Isolation|Sensitivity|Timezone|Override|Header|Headers|Tags|TagKeys|Tag|Exclusion|Retention|Namespace|Resolution|Days|Bytes|Length|Number|Conditions?|Operator|Concurrency|Cipher|Digest|Unwrap|Versioning|Encryption)$/,
    reason: "a choice, a time, a form or a number: it says how, and names no place",
  },
  {
    id: "choice",
    verdict: "none",
    property:
      /^(type|types|status|state|format|scope|scopes|description|comment|title|label|labels|version|mode|protocol|protocols|method|engine|tags|prefix|suffix|subdirectory|path|paths|filePath|query|expression|events|unit|operator|direction|level|family|platform|runtime|size|slots|condition|serverSideEncryption|encryption|versioning|tier|port|ports|segment|locale\w*|unit|category|visibility|kind|architecture|comparator|statistic|metricName|dimension|dimensions)$/,
    reason: "a choice, a time, a form or a number: it says how, and names no place",
  },
  {
    id: "field",
    verdict: "none",
    property:
      /^(?!s3\w*Path$|importPath|exportPath|dataRepositoryPath|sourcePath)(key|keys|hashKey|rangeKey|partitionKeys?|sortKey|jsonKey|tagKeys?|tagValue|mapBlockKey|\w*(BodyKey|AttributeKey|ParameterKey|DimensionKey|MappingKey|JsonKey|KeyField|KeyType|KeyValue|KeyName|KeyPath|KeyPrefix|KeyElement|FieldName|Column|ColumnName|Columns|Attribute|Attributes|AttributeName|Field|Fields|Path|Paths|File|Filename|ObjectAcl|ResponseKey|SelectionExpression|ObjectKey)|s3Key|s3ObjectKey|objectKey|rolesKey|subjectKey|fileKey|tokenKey|withKeys|rateKey|routeKey|valueKey|entityIdKey|appBoundaryKey|keyPairIds|apiMappingKey|uniqueKeys|cachingKeys|keyLocation|hashKeyField|value|values|name|names|nonKeyAttributes|resultsKey|inputKey|terraformKey|encodedKey|keyPrefix|keyFormat|keySpec|stringValue|customKey|primaryKey|foreignKey|modelKey|licenseKey|productKey|aggregationKey)$/,
    reason: "a field, a header, a tag, an object in a store or a name of the resource's own",
  },
  {
    id: "identity",
    verdict: "control",
    property:
      /(^roles?|\w+Roles?|roles?(Arns?|Names?|Ids?)|instanceProfile\w*|permissionsBoundary\w*|^policyArns?|(managed|guardrail|session)PolicyArns?|userArns?|^groupArns?|principalId|principalTags|kerberosPrincipal|^(user|users|group|groups|identityArn)|permissionSetArn|thingPrincipal|adminRole\w*)$/i,
    reason: "whose rights are used: it holds no data, and whom it trusts is judged at the role",
  },
  {
    id: "certificate",
    verdict: "control",
    property:
      /(certificates?\w*(Arns?|Id|Ids|Identifier)|trustStoreArn|truststoreUri|trustAnchorArn|caCertIdentifier|certificateAuthority\w*)$/i,
    reason: "a certificate proves a name; no data pass through it",
  },
  {
    id: "code",
    verdict: "control",
    property:
      /^(imageUrl|image|imageUri|imageUris|imageIdentifier|imageRepository\w*|imageArn|containerUri|containerUrl|repositoryUrl|templateUrl|templateUri|templateS3Uri|layers|layerArns?|s3CodeLocation|modelDataUrl|modelArn|scriptLocation|sourceFileLocation|sourceCode\w*|dockerfile\w*|codeSigning\w*|imageProviders|baseImage\w*|parentImage|imageRecipeArn|containerRecipeArn|componentArn|workflowArn|infrastructureConfigurationArn|distributionConfigurationArn|sagemakerImage\w*Arn|lifecycleConfigArns?|builtInLifecycleConfigArn|upstreamRegistryUrl|taskDefinition\w*|daemonTaskDefinitionArn|jobDefinition|launchTemplate\w*|amiId|imageId|platformArn|lambdaLayer\w*|extraJarsS3Path|extraPythonLibsS3Path|pluginArn|policyUrl|schemaHandlerPackage|bundleArn|appImage\w*|codeUri|algorithmName|modelName|modelId|modelIdentifier|foundationModel\w*|guardrailIdentifier|imageLocation|webhookUrl)$/,
    reason: "program, model or image that is fetched: it comes in, and no data go out by it",
  },
  {
    id: "metric-and-alarm",
    verdict: "control",
    owner:
      /^(cloudwatch\.(MetricAlarm|CompositeAlarm|Dashboard|AnomalyDetector|MetricStream\w*Filter)|budgets|costexplorer|health|applicationinsights|devopsguru)/,
    property: /./,
    reason: "numbers, names of alarms and costs: no record of a person",
  },
  {
    id: "web-firewall-condition",
    verdict: "none",
    owner: /^(wafv2\.(?!WebAclLogging)|waf\.|wafregional\.|networkfirewall\.(?!Logging)|fms\.|shield\.)/,
    property: /^(?!.*(log|kms|region))/i,
    reason: "a condition on requests, or what they are answered",
  },
  {
    id: "presentation",
    verdict: "none",
    owner:
      /^(quicksight\.\w*(Visual|Chart|Sheet|Theme|Filter|Column|Definition\w)|lex\.|customerprofiles\.\w*Field|securityhub\.Insight|connect\.(Hours|Phone|Queue|Quick|Routing|Contact|User)|sagemaker\.\w*(Spawn|AppSettings|JupyterServer|KernelGateway|CodeEditor|RStudio))/,
    property: /^(?!.*(bucket|kms|region|endpointUrl|recording))/i,
    reason: "how something is shown or asked",
  },
] as const satisfies readonly InputRule[];
