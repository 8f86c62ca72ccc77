import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { buildPlatform, type PlatformOutputs } from "../platform";
import { addFleet, INSTANCE_CLASS } from "./fleet";

/** Web instances of each environment whose work instances do that are always on, by its stack of the region. */
const FLEETS: Readonly<Record<string, number>> = { "fleet-us-east-1": 3, "fleet20-us-east-1": 20 };

/**
 * Builds the stack that is being run: what its environment says, and for the baselines the instances that no pattern has.
 * @param environments folder of the environment files
 */
export function buildComparison(environments: string): PlatformOutputs {
  const instances = FLEETS[pulumi.getStack()];
  if (instances === undefined) {
    return buildPlatform({ environments });
  }
  pulumi.runtime.registerStackTransformation(withInstances);
  const outputs = buildPlatform({ environments });
  addFleet(outputs, instances);
  return outputs;
}

/** The database of the environment, on instances of a fixed size. */
function withInstances({ type, props, opts }: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult {
  const { serverlessv2ScalingConfiguration: _, ...provisioned } = props;
  switch (type) {
    case "aws:rds/cluster:Cluster":
      return { props: provisioned, opts };
    case "aws:rds/clusterInstance:ClusterInstance":
      return {
        props: { ...props, instanceClass: INSTANCE_CLASS satisfies aws.rds.ClusterInstanceArgs["instanceClass"] },
        opts,
      };
    default:
      return { props, opts };
  }
}
