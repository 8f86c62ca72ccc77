// Installs moto's server, which answers as AWS does. `npm run test:real` starts it to hold the inventory service's Kinesis stream and
// S3 archive against something that speaks their protocols.
import { installPythonTool } from "./python-tool.mjs";

const version = "5.2.0";
installPythonTool({ name: "moto", version, requirement: `moto[server]==${version}`, program: "moto_server" });
