import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { planCertificate, roleOf, withoutWildcard } from "./certificate.plan";
import type { CertificatePlan, CertificatePlanArgs } from "./certificate.plan";
import { certificateRefusals } from "./certificate.refusals";

/** Arguments of {@link Certificate}. */
export interface CertificateArgs extends ComponentArgs, CertificatePlanArgs {
  /** Id of the public hosted zone that answers for every domain of the certificate. */
  readonly zoneId: pulumi.Input<string>;
  /**
   * Provider that writes the records that prove the domains, where the zone is another account's.
   *
   * @default - the component's
   */
  readonly zoneProvider?: pulumi.ProviderResource;
  /** ARNs of the SNS topics, in the certificate's region, that the alarm notifies. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the certificate and of its alarm; `us-east-1` for CloudFront, wherever the platform lies.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/**
 * A public certificate of ACM that proves its domains by DNS and renews itself, and an alarm for when it does not.
 *
 * Creates:
 * - the certificate, in the region that serves it
 * - a record for each domain, by which ACM proves it now and at each renewal; a wildcard shares that of its domain
 * - the wait for the certificate to be issued, which whatever uses `arn` waits for too
 * - the alarm: 30 days left, where ACM renews at 45
 *
 * Costs at defaults: 0 USD for the certificate: ACM bills public certificates only where they are exported
 * (2026-11-26), and Route 53 bills no lookups of the records apart from the zone's. The alarm is unpriced: there is no
 * price row for it.
 *
 * Does not: import or export keys; attach itself to anything; admit ACM in the zone's CAA record, which `HostedZone`
 * does.
 *
 * @example
 * new Certificate("api", {
 *   domain: "api.example.com",
 *   zoneId: zone.zoneId,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Certificate extends Component {
  /** ARN of the certificate, known once it is issued. */
  readonly arn: pulumi.Output<string>;
  /** Domain that the certificate names first. */
  readonly domain: string;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`certificate "${name}"`, args, certificateRefusals);
    const { zoneProvider: _zoneProvider, ...own } = checked;
    super("inventory:certificate:Certificate", name, own, opts);
    const plan = planCertificate(args);
    const certificate = this.createCertificate(plan, args);
    const records = plan.provenDomains.map((domain) => this.createRecord(domain, plan, { args, certificate }));
    const validation = this.awaitIssue(certificate, records, args);
    this.createAlarm(plan, certificate, args);

    this.arn = validation.certificateArn;
    this.domain = plan.domain;
    this.registerOutputs({ arn: this.arn, domain: this.domain });
  }

  private createCertificate(plan: CertificatePlan, { region }: CertificateArgs): aws.acm.Certificate {
    return new aws.acm.Certificate(
      this.childName("certificate"),
      {
        region,
        domainName: plan.domain,
        ...(plan.alternativeDomains.length === 0 ? {} : { subjectAlternativeNames: [...plan.alternativeDomains] }),
        validationMethod: "DNS",
        tags: this.childTags("certificate"),
      },
      this.childOptions(),
    );
  }

  private createRecord(
    domain: string,
    plan: CertificatePlan,
    { args, certificate }: { readonly args: CertificateArgs; readonly certificate: aws.acm.Certificate },
  ): aws.route53.Record {
    const proof = certificate.domainValidationOptions.apply((options) => proofOf(domain, options));
    return new aws.route53.Record(
      this.childName(roleOf(domain)),
      {
        zoneId: args.zoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        ttl: plan.validationTtlSeconds,
        records: [proof.resourceRecordValue],
      },
      this.childOptions({ ...(args.zoneProvider && { provider: args.zoneProvider }), deleteBeforeReplace: true }),
    );
  }

  private awaitIssue(
    certificate: aws.acm.Certificate,
    records: readonly aws.route53.Record[],
    { region }: CertificateArgs,
  ): aws.acm.CertificateValidation {
    return new aws.acm.CertificateValidation(
      this.childName("issue"),
      {
        region,
        certificateArn: certificate.arn,
        ...(records.length === 0 ? {} : { validationRecordFqdns: records.map(({ fqdn }) => fqdn) }),
      },
      this.childOptions(),
    );
  }

  private createAlarm({ alarm }: CertificatePlan, certificate: aws.acm.Certificate, args: CertificateArgs): void {
    new aws.cloudwatch.MetricAlarm(
      this.childName("renewal"),
      {
        region: args.region,
        ...alarm,
        dimensions: { CertificateArn: certificate.arn },
        alarmActions: [...args.alarmTopicArns],
        okActions: [...args.alarmTopicArns],
        tags: this.childTags("renewal"),
      },
      this.childOptions(),
    );
  }
}

/** The record by which ACM proves a domain, or the wildcard above it. */
function proofOf(
  domain: string,
  options: readonly aws.types.output.acm.CertificateDomainValidationOption[],
): aws.types.output.acm.CertificateDomainValidationOption {
  const found = options.find(({ domainName }) => withoutWildcard(domainName) === domain);
  if (found === undefined) {
    throw new Error(`ACM asks for no record of ${domain}; look the certificate up in its console`);
  }
  return found;
}
