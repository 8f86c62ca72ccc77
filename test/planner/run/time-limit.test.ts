import { TimeLimit } from "../../../planner/run/time-limit";

describe("a time limit", () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: [] }));
  afterEach(() => jest.useRealTimers());

  it("is reached once, after its time", () => {
    const reached = jest.fn();
    new TimeLimit(2, reached);
    jest.advanceTimersByTime(1999);
    expect(reached).not.toHaveBeenCalled();
    jest.advanceTimersByTime(5000);
    expect(reached).toHaveBeenCalledTimes(1);
  });

  it("stands still while the program waits for others, until the last of them has come", () => {
    const reached = jest.fn();
    const limit = new TimeLimit(2, reached);
    jest.advanceTimersByTime(1500);
    limit.pause();
    limit.pause();
    jest.advanceTimersByTime(60_000);
    limit.resume();
    jest.advanceTimersByTime(60_000);
    limit.resume();
    jest.advanceTimersByTime(499);
    expect(reached).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(reached).toHaveBeenCalledTimes(1);
  });

  it("is never reached once it is stopped", () => {
    const reached = jest.fn();
    const limit = new TimeLimit(2, reached);
    limit.pause();
    limit.stop();
    limit.resume();
    jest.advanceTimersByTime(60_000);
    expect(reached).not.toHaveBeenCalled();
  });
});
