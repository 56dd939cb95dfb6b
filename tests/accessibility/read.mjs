// What pdf.js finds in PDFs: prints, for each file, a JSON line with its text, as a page is copied.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(join(modules, "pdfjs-dist/legacy/build/pdf.mjs")));
for (const file of files) {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  console.log(JSON.stringify(pages.join("\n")));
}
