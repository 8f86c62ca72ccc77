#!/usr/bin/env node
require("../dist/planner/main.js");
