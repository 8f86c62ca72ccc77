import * as pulumi from "@pulumi/pulumi";
import { rightStatements, type Rights } from "../core/rights";
import { checkpointPolicy } from "./checkpoint-policy";

/** What the role of a job may do. */
export interface JobRights {
  /** Region of the job. */
  readonly region: string;
  /**
   * Where it saves.
   *
   * @default - nowhere
   */
  readonly checkpoint?: {
    readonly bucketName: pulumi.Input<string>;
    readonly prefix: string;
    readonly keyArn: pulumi.Input<string>;
  };
  /**
   * What it may do beside that.
   *
   * @default - nothing
   */
  readonly rights?: Rights<pulumi.Input<string>>;
}

/** The policies of a job's role, each by the child that holds it. */
export function rolePolicies({ region, checkpoint, rights = {} }: JobRights): Record<string, pulumi.Output<string>> {
  return {
    ...(checkpoint === undefined
      ? {}
      : {
          "role-checkpoints": pulumi
            .all([checkpoint.bucketName, checkpoint.keyArn])
            .apply(([bucketName, keyArn]) =>
              checkpointPolicy({ region, prefix: checkpoint.prefix, bucketName, keyArn }),
            ),
        }),
    ...(Object.keys(rights).length === 0
      ? {}
      : { "role-rights": pulumi.jsonStringify({ Version: "2012-10-17", Statement: rightStatements(rights) }) }),
  };
}
