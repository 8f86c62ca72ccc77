#!/usr/bin/env node
require("../dist/planner/cli.js");
