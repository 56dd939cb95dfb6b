// What pdf.js hears in PDFs: the structure trees of their pages with the text of their marked content.
// Prints, for each file, a JSON line {main, notes, alt, roles, links, pages}: the running text, that of the notes, alternative
// texts, how often each type occurs, and the links inside the file as [page, name of the place, page of the place],
// and each page's label and text.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const module = pathToFileURL(join(modules, "pdfjs-dist/legacy/build/pdf.mjs"));
const { getDocument } = await import(module);

/** The text of each marked sequence of a page. */
async function sequences(page) {
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  const texts = new Map();
  const open = [];
  for (const item of items) {
    if (item.type === "beginMarkedContentProps") open.push(item.id);
    else if (item.type === "beginMarkedContent") open.push(open.at(-1));
    else if (item.type === "endMarkedContent") open.pop();
    else if (open.at(-1)) texts.set(open.at(-1), (texts.get(open.at(-1)) ?? "") + item.str);
  }
  return texts;
}

function walk(node, texts, heard, place) {
  if (node.type === "content") heard[place] += texts.get(node.id) ?? "";
  if (node.alt) heard.alt.push(node.alt);
  if (node.role) heard.roles[node.role] = (heard.roles[node.role] ?? 0) + 1;
  const inner = node.role === "Note" ? "notes" : place;
  for (const child of node.children ?? []) walk(child, texts, heard, inner);
}

for (const file of files) {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  const heard = { main: "", notes: "", alt: [], roles: {}, links: [], pages: [] };
  const labels = await document.getPageLabels();
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [tree, texts] = [await page.getStructTree(), await sequences(page)];
    if (tree) walk(tree, texts, heard, "main");
    heard.pages.push({ label: labels?.[number - 1] ?? "", text: [...texts.values()].join(" ") });
    for (const { dest } of await page.getAnnotations()) {
      const place = typeof dest === "string" ? await document.getDestination(dest) : null;
      if (place) heard.links.push([number, dest, (await document.getPageIndex(place[0])) + 1]);
    }
  }
  console.log(JSON.stringify(heard));
  await document.destroy();
}
