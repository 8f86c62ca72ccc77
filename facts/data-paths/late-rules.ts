import type { InputRule } from "./rule";

/** Inputs that no path rule has claimed; asked after the paths. */
export const LATE_RULES = [
  {
    id: "network-placement",
    verdict: "control",
    property:
      /(subnets?(Ids?|Arns?|Identifiers?|Group\w*)?|securityGroups?(Ids?|Arns?|Names?|Identifiers?)?|vpc(Id|Ids|Identifier|Arn|EndpointIds?|eId|Link\w*)?|cidr\w*|Cidrs?|CidrBlocks?|ip|ips|ipv4|ipv6|Ips?|IpAddress(es)?|ipAddress\w*|Ipv[46]\w*|ipv[46]\w*|prefixLists?\w*|PrefixLists?|routeTableIds?|RouteTableId|gatewayIds?|GatewayId|NatGatewayId|natGatewayId|\w*Ports?|macAddress|availabilityZone\w*|AvailabilityZones?|zones?|networkInterface\w*|allocationId|associationId|addresses|addressLists?|AddressLists|Addresses|DnsRecord\w*|dnsRecord\w*|publicIp|privateDns\w*|hostType|hostId|ranges?|IpRange(s|Lists)?|egressOnly\w*|exclusion\w*|networkAcl\w*|routableCidrSpace|privateIpLists|\w*PortRange|ipRange|endpointIpAddressRange|peerLiveness\w*)$/,
    reason: "a place inside a network; what joins the network to another one is judged at that",
  },
  {
    id: "single-sign-on",
    verdict: "control",
    owner:
      /^(ssoadmin|identitystore|grafana\.WorkspaceSaml|organizations|iam\.OpenIdConnectProvider|datazone|lakeformation)/,
    property:
      /^(instanceArn|applicationArn|applicationProviderArn|authorizedTargets|servicePrincipal|awsServiceAccessPrincipals|url|orgAssertion|domainUnitDesignation|principal\w*)$/,
    reason: "who can sign in where; what they may read is judged at the resource",
  },
  {
    id: "flag",
    verdict: "none",
    property:
      /^(autoAccept\w+|share(Analyses|Dashboards|Datasets)|(create|rename)SharedFolders|view\w+|preserve\w+|replicationOverwrite|standbyReplicas|include\w+|\w*Threat\w*|hostRecovery|\w*Management|\w*Detection|optimizedShared\w+|httpEndpoint|replicateTo|keyStorageSecurityStandard|overwriteChild\w+|crossRegionS3RestoreSourcesAccesses|dataLocationConstraint|disasterRecoveryApproach|dataPlaneRouting|durability|connectionsBandwidth|instanceTenancy|clientAffinity|streamView|selfServicePortal|provisionedThroughput|accountTargeting|accountColor|datePartitionSequence|validTo|container|logDriver|hostKernel|authMechanism|enrichmentMode|serverValidation|\w*Timestamp|signingAttributesOrigin|domainSigningSelector|kmsEncryptionContext|\w*Md5|etag|qualifier|peerAsn|fieldSelector|regionLinkingMode)$/,
    reason: "a switch, a number or a choice",
  },
  {
    id: "selection",
    verdict: "control",
    property:
      /^(topicsTo\w+|consumerGroupsTo\w+|\w*SelectionCriteria|excludedPages|subObjects|attribute|field|fullyQualified\w*|locations|siteMaps|dataRepositorySubdirectories|prefixHierarchies|replaceKey\w*|keyPrefixEquals|skewed\w+|nameModifier|backupVaultEvents|connectionEvents|logExports|s3|analyzer|authenticationRequestExtraParams|entityOverrides|parameterOverrides|project|invoiceReceiver|sourceViews|ownerContact|ownerInformation|targetControls|principalIdClaim|policyRuntime|dependsOnStackSets|memberAbilities|healthCheck|configurationSet|distribution|streamingNotificationTargets|document|preferredCacheClusterAzs|capacityProvider)$/,
    reason: "what of the resource is meant, not where it goes",
  },
  {
    id: "credential-reference",
    verdict: "control",
    property:
      /^(\w*Auth|valueFrom|runtimeEnvironmentSecrets|\w*Wo|\w*JoinUser|asmUser|adminUserLists|domainFqdn|domainOu|domainControllers|trustedSigners|originAccessIdentity|userPool|createAuthChallenge|serverNameToVerify|keyValueStoreAssociations)$/,
    reason: "where a credential is kept, or who signs in",
  },
  {
    id: "mail",
    verdict: "none",
    property: /^(fromEmailAddress|replyToEmailAddress|replyTo|emailAddress)$/,
    reason: "whom a message says it is from",
  },
  {
    id: "name-server",
    verdict: "control",
    property: /^(dnsResolvers|domainNameServers|netbiosNameServers|ntpServers|domainLists|customDnsServerIp)$/,
    reason: "asked for names and for the time",
  },
  {
    id: "code",
    verdict: "control",
    property:
      /^(trainingImage|ruleEvaluatorImage|\w*ProcessorSourceUri|additionalCodeRepositories|defaultCodeRepository|targetPipeline|copyFrom|defaultDomainIdLists)$/,
    reason: "program, model or image that is fetched: it comes in, and no data go out by it",
  },
  {
    id: "web-name",
    verdict: "none",
    property:
      /^(domainNames?|domain|domains|customDomainName|hostedZoneId|primaryDomainName|defaultRootObject|allowedOrigins|allowOrigins|callbackUrls|logoutUrls|defaultRedirectUri|redirectUri|redirectUrl|websiteRedirect|mailFromDomain|identity|origins?|tokenDomains|cname|aliases|validationDomain|subdomain|embedHostDomains|profileUrl|websiteUrl|fqdn|siteBaseUrl)$/,
    reason: "a name that others ask for, or are sent back to by their own browser",
  },
  {
    id: "postal-address",
    verdict: "none",
    property:
      /^(addressLine\d|stateOrRegion|isoCountryCode|companyName|organization|organizationalUnit|contact\w*|phone\w*|address)$/,
    reason: "an address of people, said to AWS or in a certificate",
  },
  {
    id: "document-of-rules",
    verdict: "control",
    property:
      /(Policy|Policies|policy|policies|PolicyId|PolicyName|PolicyNames|policyStoreId|PolicyStatement|Rules?|rule|filter\w*|Filters?)$/,
    reason: "settings or rights of the resource itself, which let nobody else in",
  },
  {
    id: "local-name",
    verdict: "none",
    property:
      /(Ids?|Identifiers?|Names?|Group|Groups|name|identifier|identifiers|id|ids|Ref|Alias|alias|Sources?|source|sources|Resources?|resource|resources|Connections?|repository|repositories|cluster|clusters|Cluster|Definition|definitions|Templates?|templates?|templateName|Queue|queue|Topics?|Streams?|stream|Function|function|lambda|Lambda|Vaults?|Members?|Listener|listener|Environment|registry|Registry|Namespace|namespace|Domain|location|Location|Locations|Target|target|targets|Server|Database|database|Table|table|Bucket|Folder|Host|owner|owners|Owner|Owners|Volume|Volumes|Log|Logs|Service|service|Account|Accounts|account)$/,
    reason:
      "a name or an id without account and region: it is looked up where the resource itself lies; an ARN in its place is followed",
  },
  {
    id: "text",
    verdict: "none",
    property:
      /(Key|Keys|Value|Values|Parameters?|Variables|String|Text|Content|content|Body|Data|data|Script|Command|Commands|command|Arguments|arguments|Entrypoints?|Input|Output|input|output|Map|Mappings?|Settings?|Properties|properties|Config|Configuration|Code|Metadata|Document|Message|Subject|Template|Order|Revision|Flags|Attributes?|Code|Identities|Extensions?|Root|Directory|Uid|Gid|Owner|Logs?Exports?|LogTypes?|Categories|Abilities|Segment|Zone|Endpoints?Options|Handler|Specification)$/,
    reason: "text of the resource's own, which names no receiver",
  },
] as const satisfies readonly InputRule[];
