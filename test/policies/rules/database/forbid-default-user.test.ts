import { databaseForbidDefaultUser } from "../../../../policies/rules/database/forbid-default-user";
import { describeRule } from "../../harness";

const type = "aws:rds/cluster:Cluster";

describeRule(databaseForbidDefaultUser, {
  good: { type, props: { masterUsername: "dbowner" } },
  alsoGood: { "a member of a global database, which has none": { type, props: {} } },
  broken: [
    { path: "masterUsername", to: "postgres", message: 'masterUsername is "postgres", expected a name of its own' },
    { path: "masterUsername", to: "admin", message: 'masterUsername is "admin", expected a name of its own' },
  ],
  unknown: ["masterUsername"],
  secret: ["masterUsername"],
});
