/**
 * Labels, taints and tags by which the kit's resources say what they are for. Components write them and policies
 * read them, so that both spell them alike.
 */

/** Prefix of every label, taint and Kubernetes copy of a tag. */
export const LABEL_PREFIX = "inventory-platform/";

/** Label of a workload, and of what scales it: the part it plays. */
export const ROLE_LABEL = `${LABEL_PREFIX}role`;

/** Value of {@link ROLE_LABEL} on a workload that empties a queue or reads a stream: its load is its backlog. */
export const WORKER_ROLE = "worker";

/** Value of {@link ROLE_LABEL} on what runs to an end and is started by a schedule. */
export const BATCH_ROLE = "batch";

/**
 * Key of the taint of nodes that may vanish at two minutes' notice, and of the tag of such machines outside
 * Kubernetes. Only batch work, which checkpoints and retries, runs there.
 */
export const BATCH_KEY = `${LABEL_PREFIX}batch`;
