// Installs Schemathesis, which makes requests out of an OpenAPI document. `npm run test:real` has it call the inventory service.
import { installPythonTool } from "./python-tool.mjs";

const version = "4.32.5";
installPythonTool({ name: "schemathesis", version, requirement: `schemathesis==${version}`, program: "schemathesis" });
