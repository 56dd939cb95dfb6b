"""What readers written for Python find in PDFs: for each file a JSON line {pdfium, pdfminer, boxes}.

`boxes` are PDFium's boxes of the letters of the first pages, as [page, letter, left, bottom, right, top]."""
import json
import sys

import pypdfium2
from pdfminer.high_level import extract_text

PAGES_WITH_BOXES = 2

for path in sys.argv[1:]:
    texts, boxes = [], []
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        text = page.get_textpage()
        texts.append(text.get_text_range())
        for at in range(text.count_chars() if number < PAGES_WITH_BOXES else 0):
            letter = text.get_text_range(at, 1)
            boxes.append([number + 1, letter, *text.get_charbox(at)])
    print(json.dumps({"pdfium": "\n".join(texts), "pdfminer": extract_text(path), "boxes": boxes}))
