export { findProposals, type FoundProposal } from "./find-proposals";
