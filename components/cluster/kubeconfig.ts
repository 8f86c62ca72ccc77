/** What a kubeconfig needs to know. */
export interface KubeconfigValues {
  /** Name of the cluster. */
  readonly name: string;
  /** Region it lies in. */
  readonly region: string;
  /** Address of its API. */
  readonly endpoint: string;
  /** The authority that signed the API's certificate, base64. */
  readonly certificateAuthority: string;
  /** Role to assume, where it is not the caller's own. */
  readonly roleArn: string | undefined;
}

/** A kubeconfig without secrets: whoever uses it proves who they are to AWS, through the `aws` command line. */
export function kubeconfig({ name, region, endpoint, certificateAuthority, roleArn }: KubeconfigValues): string {
  const role = roleArn === undefined ? [] : ["--role-arn", roleArn];
  const args = ["eks", "get-token", "--cluster-name", name, "--region", region, "--output", "json", ...role];
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } }],
    users: [{ name, user: { exec: { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args } } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
