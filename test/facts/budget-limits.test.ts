import { BUDGET_LIMITS, BUDGET_LIMITS_SOURCE, BUDGET_PERIODS } from "../../facts/budget-limits";

describe("limits of AWS Budgets", () => {
  it("are dated, with their source", () => {
    expect(BUDGET_LIMITS_SOURCE.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(BUDGET_LIMITS_SOURCE.comparedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("let one topic and ten addresses hear a notification", () => {
    const { topicsOfANotification: topics, emailsOfANotification: emails } = BUDGET_LIMITS;
    expect({ topics, emails }).toEqual({ topics: 1, emails: 10 });
  });

  it("know the periods as AWS writes them", () => {
    expect(Object.values(BUDGET_PERIODS)).toEqual(["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY"]);
  });
});
