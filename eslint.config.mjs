import importx from "eslint-plugin-import-x";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";
import { REMEDIATION, withoutCopies } from "./eslint.remediations.mjs";

const impure = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "take the time as an argument" },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "take the time as an argument",
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "take randomness as an argument",
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: "read the environment only in the file meant for it",
  },
];
const NOT_A_RESOURCE = "^(?!.*Error$)(?!(?:Map|Set|WeakMap|Date|URL|RegExp|Promise|Uint8Array)$)";
const insideApply = "create resources outside apply, so that preview sees them";
const pulumiRules = [
  {
    selector: "CallExpression[callee.property.name='apply'] NewExpression[callee.type='MemberExpression']",
    message: insideApply,
  },
  {
    selector: `CallExpression[callee.property.name='apply'] NewExpression[callee.name=/${NOT_A_RESOURCE}/]`,
    message: insideApply,
  },
  { selector: "NewExpression[callee.property.name='Config']", message: "only stacks/config.ts reads configuration" },
  { selector: "ExportDefaultDeclaration", message: "use a named export" },
];
const zones = [
  { target: "./facts", from: ["./components", "./stacks", "./policies", "./planner", "./examples"] },
  { target: "./components", from: ["./stacks", "./policies", "./planner", "./examples"] },
  { target: "./components/core", from: "./components", except: ["./core"] },
  { target: "./policies", from: ["./components", "./stacks", "./planner", "./examples"] },
  { target: "./planner", from: ["./components", "./stacks", "./policies", "./examples"] },
  { target: "./planner/report/page", from: "./planner", except: ["./report/page", "./report/html/page-data.ts"] },
  { target: "./stacks", from: ["./policies", "./planner", "./examples"] },
  { target: "./stacks/topology", from: ["./components", "./node_modules/@pulumi"] },
  { target: "./examples", from: ["./components", "./stacks", "./planner", "./policies", "./facts"] },
  {
    target: "./examples/inventory-service/src/domain",
    from: ["./examples/inventory-service/src", "./node_modules"],
    except: ["./domain"],
  },
  {
    // What judges the service shares no code with it, nor with what breaks it.
    target: "./examples/inventory-service/chaos/checker",
    from: ["./examples/inventory-service"],
    except: ["./chaos/checker"],
  },
  { target: "./examples/inventory-service/src", from: "./examples/inventory-service/chaos" },
  {
    target: "./examples/inventory-service/page",
    from: "./examples/inventory-service",
    except: ["./page"],
  },
  ...Object.entries({
    files: [
      "access",
      "archive",
      "batch",
      "channels",
      "consume",
      "feed",
      "flags",
      "http",
      "job",
      "read",
      "reconcile",
      "restock",
      "service",
      "storage",
      "stream",
      "trace",
      "worker",
    ],
    flags: [
      "access",
      "archive",
      "batch",
      "channels",
      "consume",
      "files",
      "http",
      "read",
      "reconcile",
      "service",
      "storage",
      "stream",
      "trace",
      "worker",
    ],
    archive: [
      "access",
      "batch",
      "channels",
      "consume",
      "feed",
      "http",
      "job",
      "read",
      "restock",
      "service",
      "trace",
      "worker",
    ],
    job: [
      "access",
      "archive",
      "batch",
      "channels",
      "consume",
      "feed",
      "http",
      "read",
      "reconcile",
      "restock",
      "service",
      "storage",
      "worker",
    ],
    feed: [
      "access",
      "batch",
      "channels",
      "consume",
      "http",
      "read",
      "restock",
      "service",
      "storage",
      "stream",
      "worker",
    ],
    restock: [
      "access",
      "batch",
      "channels",
      "consume",
      "feed",
      "http",
      "read",
      "service",
      "storage",
      "stream",
      "worker",
    ],
    trace: [
      "access",
      "archive",
      "batch",
      "channels",
      "consume",
      "files",
      "flags",
      "http",
      "read",
      "reconcile",
      "service",
      "worker",
    ],
    doctor: ["access", "consume", "flags", "http", "read", "service", "stream", "trace", "worker"],
    storage: [
      "access",
      "archive",
      "batch",
      "channels",
      "stream",
      "trace",
      "consume",
      "read",
      "http",
      "worker",
      "service",
      "reconcile",
      "failover",
      "shadow",
    ],
    access: ["channels", "batch", "http", "worker", "service", "trace", "reconcile", "failover"],
    batch: ["channels", "http", "worker", "service", "trace", "reconcile", "failover"],
    stream: ["channels", "batch", "consume", "read", "http", "worker", "service", "trace", "reconcile", "failover"],
    consume: ["channels", "batch", "read", "http", "worker", "service", "trace", "reconcile", "failover"],
    read: ["channels", "batch", "http", "worker", "service", "reconcile", "failover"],
    worker: ["channels", "http", "service", "reconcile", "failover"],
    http: ["feed", "job", "worker", "service", "reconcile", "restock", "failover"],
    reconcile: ["channels", "access", "archive", "feed", "http", "worker", "service", "restock", "failover"],
    channels: [
      "access",
      "archive",
      "failover",
      "feed",
      "flags",
      "http",
      "job",
      "read",
      "reconcile",
      "restock",
      "service",
      "worker",
    ],
    service: ["failover"],
    shadow: [
      ...["access", "archive", "batch", "consume", "failover", "feed", "http", "read", "reconcile", "restock"],
      ...["service", "stream", "trace", "worker"],
    ],
    failover: [
      "access",
      "archive",
      "batch",
      "channels",
      "consume",
      "feed",
      "http",
      "read",
      "reconcile",
      "restock",
      "trace",
      "worker",
    ],
  }).map(([layer, above]) => ({
    target: `./examples/inventory-service/src/${layer}`,
    from: above.map((each) => `./examples/inventory-service/src/${each}`),
  })),
];
const documentedDefault = {
  contexts: [
    {
      comment: "JsdocBlock:not(*:has(JsdocTag[tag=default]))",
      context: "TSPropertySignature[optional=true]",
      message: "say what happens when this is left out: add @default",
    },
    {
      comment: "JsdocBlock:has(JsdocTag[tag=default][description=/^undefined/])",
      context: "TSPropertySignature[optional=true]",
      message: "describe the behaviour, not the value undefined",
    },
  ],
};

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", ".cache/**", ".planner/**", "coverage/**"] },
  {
    files: ["**/*.ts"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "@typescript-eslint": tseslint.plugin, jsdoc, "import-x": importx },
    settings: {
      "import-x/resolver": { typescript: true },
      "import-x/extensions": [".ts"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
    },
    rules: {
      "max-lines": ["error", { max: 300, skipComments: true, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 40, skipComments: true, skipBlankLines: true }],
      "max-depth": ["error", 3],
      "max-params": ["error", 3],
      complexity: ["error", 10],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": true }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/strict-boolean-expressions": [
        "error",
        { allowNullableBoolean: true, allowNumber: false, allowString: false },
      ],
      "no-restricted-syntax": ["error", ...impure, ...pulumiRules],
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "TSInterfaceDeclaration[id.name=/(Args|Options|Config)$/] TSPropertySignature",
          ],
        },
      ],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { zones }],
    },
  },
  {
    // What runs in a browser knows its document, and nothing of Node.
    files: ["planner/report/page/**/*.ts"],
    languageOptions: { parserOptions: { project: "planner/report/page/tsconfig.json" } },
  },
  {
    files: ["examples/inventory-service/page/**/*.ts"],
    languageOptions: { parserOptions: { project: "examples/inventory-service/page/tsconfig.json" } },
  },
  {
    files: ["components/**/*.ts", "stacks/**/*.ts"],
    rules: { "jsdoc/no-restricted-syntax": ["error", documentedDefault] },
  },
  {
    files: ["components/**/*.ts"],
    ignores: ["**/*.plan.ts"],
    rules: { "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }] },
  },
  {
    files: [
      "stacks/config.ts",
      "planner/clock.ts",
      "policies/clock.ts",
      "planner/process-environment.ts",
      // The one reader of the deployment's configuration.
      "examples/*/deploy/settings.ts",
      // The entry of a function reads the environment and the clock for everything it calls.
      "components/*/*/function.ts",
      // So does the entry of a job.
      "examples/*/src/*/main.ts",
      // Breaking things is about time and processes; judging them is not.
      "examples/*/chaos/*.ts",
      "examples/*/chaos/{process,run}/**/*.ts",
    ],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["policies/core/leaf-assignment.ts"],
    rules: { "no-restricted-syntax": ["error", ...impure, ...pulumiRules, ...withoutCopies()] },
  },
  {
    files: ["policies/rules/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...impure, ...pulumiRules, ...withoutCopies(REMEDIATION)] },
  },
  {
    // The runner of node:test waits for what these return.
    files: ["examples/*/test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["before", "describe", "it"], package: "node:test" }] },
      ],
    },
  },
  // The pack is an explicit list of its rules, as long as there are rules.
  { files: ["policies/pack.ts"], rules: { "max-lines": "off" } },
  {
    files: ["**/*.test.ts", "test/**/*.ts", "examples/*/test/**/*.ts", "scripts/**"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      "jsdoc/require-jsdoc": "off",
      "no-restricted-syntax": "off",
      "import-x/no-restricted-paths": "off",
    },
  },
);
