export { promote, UnusablePromotion, type Promotion, type PromoteOptions } from "./promote";
export { summaryOf } from "./report";
export { resolve } from "./resolve";
