/** Domains of AWS endpoints that differ from `amazonaws.com`, by AWS partition. */
const DOMAINS: Readonly<Record<string, string>> = { "aws-cn": "amazonaws.com.cn", "aws-eusc": "amazonaws.eu" };

/** Domain of the endpoints of an AWS partition. */
export function awsDomainOf(partition: string): string {
  return DOMAINS[partition] ?? "amazonaws.com";
}
