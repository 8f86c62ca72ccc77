export { prepare } from "./prepare";
export { seedStock, tellStory } from "./story";
