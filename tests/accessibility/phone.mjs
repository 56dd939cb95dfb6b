// Opens files of an e-book in headless Chromium on the width of a telephone, by day and by night as a reader colours them.
// Prints a JSON line: for each file what is wider than the screen, the boxes of what a selector names, and words that are
// hard to see at night.
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, browserFile, selector, ...paths] = process.argv.slice(2);
const require = createRequire(join(modules, "index.js"));
const puppeteer = require("puppeteer-core");

const browser = await puppeteer.launch({ executablePath: browserFile, headless: true });
try {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 360, height: 640 });
  const found = [];
  for (const path of paths) {
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    await tab.goto(`file://${path}`);
    const day = await tab.evaluate((selector) => {
      const box = (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(element);
        const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
        return { name: element.localName, text: element.textContent.trim(), lines, left, top, right, bottom };
      };
      const boxes = [...document.querySelectorAll("body *")].map(box);
      const wide = boxes.filter(({ left, right }) => left < -0.5 || right > 360.5);
      return { wide, boxes: [...document.querySelectorAll(selector)].map(box) };
    }, selector);
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const dim = await tab.evaluate(() => {
      document.documentElement.style.cssText = "background: #111; color: #eee";
      const light = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).map(Number);
        return 0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2;
      };
      const words = [...document.querySelectorAll("body *")].filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""));
      const dim = words.filter((element) => {
        const style = getComputedStyle(element);
        return element.localName !== "a" && style.backgroundColor === "rgba(0, 0, 0, 0)" && light(style.color) < 0.2;
      });
      const rules = [...document.querySelectorAll("td, th, thead, tbody, tr, hr, .answer-line")].filter((element) => {
        const style = getComputedStyle(element);
        return ["Top", "Bottom", "Left", "Right"].some((side) =>
          style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0
            && light(style[`border${side}Color`]) < 0.2);
      });
      const bare = [...document.querySelectorAll("img")].filter((image) => light(getComputedStyle(image).backgroundColor) < 0.9);
      return [...dim, ...rules, ...bare].map((element) => element.outerHTML.slice(0, 80));
    });
    found.push({ path, ...day, dim });
  }
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
