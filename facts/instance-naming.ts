import type { Architecture } from "./spot-instance-types";

/**
 * Shape of an EC2 instance type: family letters, generation, attributes, a dot, the size.
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html (read 2026-10-10)
 */
export const INSTANCE_TYPE_PATTERN = /^[a-z]+\d+[a-z]*(-[a-z0-9]+)*\.[a-z0-9-]+$/;

/** The family of an instance type: `m7g` of `m7g.large`. */
export function familyOf(instanceType: string): string {
  return instanceType.slice(0, instanceType.indexOf("."));
}

/** The architecture of an instance type: Graviton families carry a `g` straight after their generation. */
export function architectureOf(instanceType: string): Architecture {
  return /^([a-z]+\d+g|a1\.)/.test(instanceType) ? "arm64" : "amd64";
}
