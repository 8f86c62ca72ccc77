import { runInNewContext } from "node:vm";
import { CLIENT_ADDRESS_HEADER } from "../../../components/cdn";
import { clientAddressCode } from "../../../components/cdn/client-address";

interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
}

/** The request as the function hands it on. */
function handled(request: Request): Request {
  const event = JSON.stringify({ viewer: { ip: "203.0.113.7" }, request });
  const text: string = runInNewContext(`${clientAddressCode(CLIENT_ADDRESS_HEADER)};JSON.stringify(handler(${event}))`);
  return JSON.parse(text);
}

describe("the function of the viewer's address", () => {
  it("says whose request it is, and leaves the rest as it was", () => {
    expect(handled({ method: "GET", headers: { accept: { value: "*/*" } } })).toEqual({
      method: "GET",
      headers: { accept: { value: "*/*" }, "x-client-address": { value: "203.0.113.7" } },
    });
  });

  it("believes no viewer who says it", () => {
    const { headers } = handled({ method: "GET", headers: { "x-client-address": { value: "198.51.100.1" } } });

    expect(headers).toEqual({ "x-client-address": { value: "203.0.113.7" } });
  });
});
