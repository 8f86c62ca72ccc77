export { UnusableStream } from "./collect-lost";
export { promote, UnusablePromotion, type Promotion, type PromoteOptions } from "./promote";
export { promotionText, resolveText, statusText, summaryOf } from "./report";
export { resolve } from "./resolve";
