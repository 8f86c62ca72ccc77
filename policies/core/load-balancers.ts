/** Types of load balancers: the provider has each under two names. */
export const LOAD_BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"] as const;

/** Types of a load balancer's listeners. */
export const LISTENERS = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;

/** Whether a load balancer passes on requests, as it does where nothing else is said, and not connections or packets. */
export function isApplication(props: Readonly<Record<string, unknown>>): boolean {
  return (props["loadBalancerType"] ?? "application") === "application";
}
