export { fedDays } from "./feed-days";
