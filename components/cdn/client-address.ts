/**
 * Runtime of CloudFront's functions.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 * (read 2026-11-27).
 */
export const CLIENT_ADDRESS_RUNTIME = "cloudfront-js-2.0";

/**
 * Header in which servers behind a distribution of the platform get the viewer's address, and by which their firewall
 * counts requests.
 */
export const CLIENT_ADDRESS_HEADER = "x-client-address";

/**
 * Function of CloudFront that says in a header whose request it is. It writes over whatever the viewer sent there.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html for
 * `viewer.ip` (read 2026-11-27).
 */
export function clientAddressCode(header: string): string {
  return [
    "function handler(event) {",
    `  event.request.headers[${JSON.stringify(header)}] = { value: event.viewer.ip };`,
    "  return event.request;",
    "}",
    "",
  ].join("\n");
}
