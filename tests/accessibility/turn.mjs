// Opens an e-book in headless Chromium through epub.js, turns to the second page, and saves a picture of it.
// Prints a JSON line {first, second, direction, moved}: the words seen before and after turning.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, browserFile, book, picture] = process.argv.slice(2);
const require = createRequire(join(modules, "index.js"));
const puppeteer = require("puppeteer-core");

const page = `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}#page{width:600px;height:800px}</style>
<div id="page"></div><script src="/jszip.js"></script><script src="/epub.js"></script>`;
const files = {
  "/": ["text/html", Buffer.from(page)],
  "/jszip.js": ["text/javascript", readFileSync(join(modules, "jszip/dist/jszip.min.js"))],
  "/epub.js": ["text/javascript", readFileSync(join(modules, "epubjs/dist/epub.min.js"))],
  "/book.epub": ["application/epub+zip", readFileSync(book)],
};
const server = createServer((request, response) => {
  const [type, bytes] = files[request.url] ?? ["text/plain", Buffer.from("")];
  response.writeHead(files[request.url] ? 200 : 404, { "Content-Type": type });
  response.end(bytes);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const browser = await puppeteer.launch({ executablePath: browserFile, headless: true });
try {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 600, height: 800 });
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const seen = await tab.evaluate(async () => {
    const rendition = ePub("/book.epub").renderTo("page", { width: 600, height: 800, spread: "none" });
    await rendition.display("chapter-001.xhtml");
    const words = async () => {
      const { start, end } = await rendition.currentLocation();
      const [from, to] = [await rendition.book.getRange(start.cfi), await rendition.book.getRange(end.cfi)];
      const range = from.cloneRange();
      range.setEnd(to.endContainer, to.endOffset);
      return range.toString();
    };
    const first = await words();
    const at = (await rendition.currentLocation()).start.cfi;
    await rendition.next();
    await new Promise((done) => setTimeout(done, 300));
    const place = await rendition.currentLocation();
    const pages = rendition.book.pageList?.pageList?.length ?? 0;
    return { first, second: await words(), moved: place.start.cfi !== at, direction: rendition.settings.direction ?? rendition.book.package.metadata.direction, pages };
  });
  await tab.screenshot({ path: picture });
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
  server.close();
}
