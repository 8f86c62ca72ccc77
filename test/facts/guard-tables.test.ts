import { COPY_ACTIONS } from "../../facts/copy-actions";
import { DATA_ACTIONS, LONG_LIVED_CREDENTIAL_ACTIONS, OBJECT_ACTIONS } from "../../facts/denied-actions";
import { DEPLOY_AREAS, deployArea, type DeployAreaKey } from "../../facts/deploy-actions";
import { OIDC_ISSUERS, oidcIssuer, type OidcIssuerKey } from "../../facts/oidc-issuers";
import { REGION_DENY_EXEMPTIONS } from "../../facts/region-deny-exemptions";
import { UPSTREAM_REGISTRIES } from "../../facts/upstream-registries";

const ACTION = /^[a-z0-9-]+:[A-Za-z*]+$/;
const AREAS = Object.keys(DEPLOY_AREAS) as DeployAreaKey[];

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe("the tables of actions", () => {
  const exempted = REGION_DENY_EXEMPTIONS.flatMap(({ actions }): readonly string[] => actions);
  const copies = COPY_ACTIONS.flatMap(({ actions }): readonly string[] => actions);
  const deploys = AREAS.flatMap((area) => deployArea(area).actions);

  it("spell actions as policies do", () => {
    const all = [
      ...exempted,
      ...copies,
      ...deploys,
      ...DATA_ACTIONS,
      ...OBJECT_ACTIONS,
      ...LONG_LIVED_CREDENTIAL_ACTIONS,
    ];
    expect(all.filter((action) => !ACTION.test(action))).toStrictEqual([]);
  });

  it("name nothing twice", () => {
    expect(repeated(exempted)).toStrictEqual([]);
    expect(repeated(copies)).toStrictEqual([]);
    expect(repeated(AREAS.flatMap((area) => deployArea(area).services))).toStrictEqual([]);
    expect(repeated(deploys)).toStrictEqual([]);
  });

  it("do not exempt a copying call from the region denial", () => {
    expect(copies.filter((action) => exempted.includes(action))).toStrictEqual([]);
  });

  it("give each copying call a statement of its own name", () => {
    expect(repeated(COPY_ACTIONS.map(({ sid }) => sid))).toStrictEqual([]);
    expect(COPY_ACTIONS.filter(({ sid }) => !/^[A-Za-z0-9]+$/.test(sid))).toStrictEqual([]);
  });
});

describe("the tables of issuers and registries", () => {
  it("address issuers by https, and put the repository into every subject", () => {
    const keys = Object.keys(OIDC_ISSUERS) as OidcIssuerKey[];
    for (const key of keys) {
      const { url, branchSubject, environmentSubject } = oidcIssuer(key);
      expect(url).toMatch(/^https:\/\/[a-z.]+$/);
      expect(branchSubject).toMatch(/\{repository\}.*\{branch\}/);
      expect(environmentSubject ?? "{repository}{environment}").toMatch(/\{repository\}.*\{environment\}/);
    }
    expect(keys).toStrictEqual(["github", "gitlab"]);
  });

  it("name registries by their host", () => {
    expect(Object.values(UPSTREAM_REGISTRIES).filter(({ url }) => !/^[a-z0-9.-]+$/.test(url))).toStrictEqual([]);
  });
});
