/**
 * Controls of AWS Security Hub that its standard for PCI DSS v4.0.1 consists of, by service.
 *
 * Source: https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html, "Controls that apply to PCI DSS
 * v4.0.1", as quoted in a copy of the guide's text that was read on 2026-11-27.
 */
const PCI_CONTROLS: Readonly<Record<string, readonly number[]>> = {
  ACM: [1, 2],
  APIGateway: [9],
  AppSync: [2],
  AutoScaling: [3, 5],
  CloudFront: [1, 3, 5, 6, 9, 10, 12],
  CloudTrail: [2, 3, 4, 6, 7],
  CodeBuild: [1, 2, 3],
  DMS: [1, 6, 7, 8, 9, 10, 11, 12],
  DocumentDB: [2, 3, 4],
  DynamoDB: [7],
  EC2: [8, 13, 14, 15, 16, 21, 25, 51, 53, 54, 170, 171],
  ECR: [1],
  ECS: [2, 8, 10, 16],
  EFS: [4],
  EKS: [1, 2, 3, 8],
  ElastiCache: [2, 5, 6],
  ElasticBeanstalk: [2, 3],
  ELB: [3, 4, 8, 12, 14],
  EMR: [1, 2],
  ES: [2, 3, 5, 8],
  EventBridge: [3],
  GuardDuty: [1, 6, 7, 9, 10],
  IAM: [3, 5, 6, 7, 8, 9, 11, 12, 14, 16, 17, 18, 19],
  Inspector: [1, 2, 3, 4],
  KMS: [4],
  Lambda: [1, 2],
  MQ: [2, 3],
  MSK: [1, 3],
  Neptune: [2, 3],
  Opensearch: [5, 10],
  RDS: [2, 9, 13, 20, 21, 22, 24, 25, 34, 35, 36, 37],
  Redshift: [1, 2, 4, 15],
  Route53: [2],
  S3: [1, 5, 8, 9, 15, 17, 19, 22, 23, 24],
  SageMaker: [1],
  SecretsManager: [1, 2, 4],
  SSM: [2, 3],
  StepFunctions: [1],
  Transfer: [2],
  WAF: [1, 11],
};

/** Whether the standard for PCI DSS v4.0.1 has a control, such as `S3.8`. */
export function isPciControl(reference: string): boolean {
  const [service = "", number] = reference.split(".");
  return Object.hasOwn(PCI_CONTROLS, service) && PCI_CONTROLS[service]?.includes(Number(number)) === true;
}

/** How many controls the standard has. */
export const PCI_CONTROL_COUNT = Object.values(PCI_CONTROLS).flat().length;
