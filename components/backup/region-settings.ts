/**
 * What AWS Backup may back up in a region. Opting in backs up nothing by itself; a kind that is not opted in is
 * silently left out of every plan of the account.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-other-services.html, names as in
 * `@pulumi/aws` 7.48.0 (read 2026-11-24).
 */
export const OPT_IN_PREFERENCE = {
  Aurora: true,
  CloudFormation: true,
  DocumentDB: true,
  DSQL: true,
  DynamoDB: true,
  EBS: true,
  EC2: true,
  EFS: true,
  FSx: true,
  Neptune: true,
  RDS: true,
  Redshift: true,
  "Redshift Serverless": true,
  S3: true,
  "SAP HANA on Amazon EC2": true,
  "Storage Gateway": true,
  VirtualMachine: true,
} as const;

/**
 * What AWS Backup manages wholly. Without it a backup of a DynamoDB table is DynamoDB's own: it cannot be copied to
 * another region and stays encrypted by the table's key.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html (read 2026-11-24).
 */
export const MANAGEMENT_PREFERENCE = { CloudFormation: true, DSQL: true, DynamoDB: true, EFS: true } as const;
