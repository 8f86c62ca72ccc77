import path from "node:path";
import { readPriceList } from "../cost/price-list/read-price-list";
import { InputError } from "../input-error";
import { printedJson } from "../report/json";
import { EXIT, type Command } from "./command";

/** Turns AWS's price lists into price sheets. */
export const prices: Command = {
  name: "prices",
  summary: "Turn files of AWS's bulk price list into price sheets, for `cost` to find in prices/ of the project.",
  usage: "<price-list.json> …",
  options: {
    out: { type: "string", value: "FILE", help: "write the result to a file, such as prices/eu-central-1.json" },
  },
  async run(line, output) {
    if (line.positionals.length === 0) {
      const fix = "name one: planner prices <price-list.json> --out prices/eu-central-1.json";
      throw new InputError([{ where: "arguments", message: "no price list was named", fix }]);
    }
    const sheets = line.positionals.flatMap((file) => readPriceList(path.resolve(file)));
    output.result(printedJson(sheets));
    sheets.forEach(({ source, region, prices: rows }) =>
      output.progress(`${region}: ${Object.keys(rows).length} prices of ${source}`),
    );
    return Promise.resolve(EXIT.ok);
  },
};
