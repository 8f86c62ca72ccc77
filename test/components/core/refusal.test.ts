import * as pulumi from "@pulumi/pulumi";
import { refuse, type Refusal } from "../../../components/core";

interface Args {
  readonly cidr?: string;
  readonly zones: readonly string[];
}

const rules: readonly Refusal<Args>[] = [
  {
    when: ({ cidr }) => cidr !== "10.0.0.0/16",
    say: ({ cidr }) => ({ arg: "cidr", got: cidr, expected: "a /16 to /20", change: "choose a longer prefix" }),
  },
  {
    when: ({ zones }) => zones.length < 3,
    say: ({ zones }) => ({ arg: "zones", got: zones, expected: "three zones", change: "name three" }),
  },
];

function thrownBy(args: Args): unknown {
  try {
    refuse('network "main"', args, rules);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("refuse", () => {
  it("lets good arguments pass", () => {
    expect(thrownBy({ cidr: "10.0.0.0/16", zones: ["a", "b", "c"] })).toBeUndefined();
  });

  it("refuses with component, argument, value, what is allowed, and the change to make", () => {
    expect(thrownBy({ cidr: "10.0.0.0/8", zones: ["a", "b", "c"] })).toHaveProperty(
      "message",
      'network "main": cidr is "10.0.0.0/8", expected a /16 to /20; choose a longer prefix',
    );
  });

  it("refuses with all problems at once, a line each, in the order of the rules", () => {
    expect(thrownBy({ cidr: "10.0.0.0/8", zones: ["a"] })).toHaveProperty(
      "message",
      'network "main": cidr is "10.0.0.0/8", expected a /16 to /20; choose a longer prefix\n' +
        'network "main": zones is ["a"], expected three zones; name three',
    );
  });

  it("says that a value is missing", () => {
    expect(thrownBy({ zones: ["a", "b", "c"] })).toHaveProperty(
      "message",
      'network "main": cidr is missing, expected a /16 to /20; choose a longer prefix',
    );
  });

  it("gives Pulumi the path of each argument", () => {
    const error = thrownBy({ cidr: "10.0.0.0/8", zones: ["a"] });
    expect(pulumi.InputPropertiesError.isInstance(error)).toBe(true);
    expect(error).toHaveProperty("errors", [
      {
        propertyPath: "cidr",
        reason: 'network "main": cidr is "10.0.0.0/8", expected a /16 to /20; choose a longer prefix',
      },
      { propertyPath: "zones", reason: 'network "main": zones is ["a"], expected three zones; name three' },
    ]);
  });
});
