export { addressRefusals, type TwoSides } from "./address-ranges";
export { OnPremisesLink, type OnPremisesLinkArgs } from "./on-premises-link";
export * from "./on-premises-link.plan";
export { onPremisesLinkRefusals, type OnPremisesLinkRefusalArgs } from "./on-premises-link.refusals";
export { PrivateNames, type PrivateNamesArgs } from "./private-names";
export * from "./private-names.plan";
export { privateNamesRefusals, type PrivateNamesRefusalArgs } from "./private-names.refusals";
