import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedZone, Stack } from "./topology";

/** The one AWS provider of a stack: its region, its account alone, its deploy role. */
export function awsProvider({ region, account, deployRoleArn }: Stack): aws.Provider {
  return new aws.Provider(`aws-${region}`, {
    region,
    allowedAccountIds: [account],
    assumeRoles: [{ roleArn: deployRoleArn }],
  });
}

/** The provider of the records that a stack has in the zone of the global account. */
export function zoneProvider({ region, account, deployRoleArn }: PlannedZone): aws.Provider {
  return new aws.Provider("aws-zone", {
    region,
    allowedAccountIds: [account],
    assumeRoles: [{ roleArn: deployRoleArn }],
  });
}

/** The provider of what runs in a region's cluster. */
export function kubernetesProvider({ region }: Stack, kubeconfig: pulumi.Input<string>): kubernetes.Provider {
  return new kubernetes.Provider(`kubernetes-${region}`, { kubeconfig });
}
