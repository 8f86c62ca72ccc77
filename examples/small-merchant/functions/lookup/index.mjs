// Answers the shop and the marketplaces how much of an article can be sold, from the table that `availability` keeps.
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { lookUp } from "./look-up.mjs";

export const handler = lookUp({ client: new DynamoDB({}), table: process.env.TABLE_AVAILABILITY });
