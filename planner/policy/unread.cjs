// Loaded into the process of a policy pack before its own code. With every answer the SDK lists each policy that does not
// apply to the resource, with the reason: of two hundred policies, all but ten. Making and sending that list is half of what
// judging costs, and the planner passes over it unread (`readDiagnostics` in wire.ts), so it is not made here.
const Module = require("node:module");

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (/\/proto\/analyzer_pb(\.js)?$/.test(request)) {
    leaveOut(loaded);
  }
  return loaded;
};

/** An entry of the list that holds nothing. */
class Unread {
  setPolicyName() {
    return this;
  }
  setReason() {
    return this;
  }
}

function leaveOut(messages) {
  const answers = [messages.AnalyzeResponse, messages.RemediateResponse].map((answer) => answer?.prototype);
  // An SDK that does not make the list so is left as it is.
  if (messages.PolicyNotApplicable === undefined || answers.some((answer) => !answer?.setNotApplicableList)) {
    return;
  }
  messages.PolicyNotApplicable = Unread;
  for (const answer of answers) {
    answer.setNotApplicableList = function () {
      return this;
    };
  }
}
