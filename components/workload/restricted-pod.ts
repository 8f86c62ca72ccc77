import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** A key of a Kubernetes Secret. */
export interface SecretReference {
  /** Name of the Secret, in the workload's namespace. */
  readonly secretName: pulumi.Input<string>;
  /** Key in it. */
  readonly key: string;
}

/** Environment variables of a container. */
export interface EnvironmentInputs {
  /** Plain environment variables. */
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  /** Environment variables from Secrets. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
}

/** Space for temporary files: the rest of the filesystem cannot be written. */
export const TEMPORARY_SPACE = "256Mi";
const TEMPORARY_VOLUME = "tmp";
/** Where that space is. */
export const TEMPORARY_FOLDER = "/tmp";

/** What every pod's specification has: an unprivileged user, no token, no links to Services, space for temporary files. */
export function restrictedPod(
  userId: number,
  serviceAccountName: pulumi.Input<string>,
): Omit<kubernetes.types.input.core.v1.PodSpec, "containers" | "volumes"> & {
  readonly volumes: kubernetes.types.input.core.v1.Volume[];
} {
  return {
    serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: userId,
      runAsGroup: userId,
      fsGroup: userId,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumes: [{ name: TEMPORARY_VOLUME, emptyDir: { sizeLimit: TEMPORARY_SPACE } }],
  };
}

/** What every container has: no capability, a filesystem that cannot be written but for temporary files. */
export function restrictedContainer(): Pick<kubernetes.types.input.core.v1.Container, "securityContext"> & {
  readonly volumeMounts: kubernetes.types.input.core.v1.VolumeMount[];
} {
  return {
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: TEMPORARY_VOLUME, mountPath: TEMPORARY_FOLDER }],
  };
}

/** Environment variables in the order of their names. */
export function environment({ env, secrets }: EnvironmentInputs): kubernetes.types.input.core.v1.EnvVar[] {
  const plain = Object.entries(env).map(([name, value]) => ({ name, value }));
  const referenced = Object.entries(secrets).map(([name, { secretName, key }]) => ({
    name,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  }));
  return [...plain, ...referenced].toSorted((left, right) => (left.name < right.name ? -1 : 1));
}
