//! What the file says about itself: the information dictionary and, saying the same, XMP (ISO 16684-1).

use super::Info;
use super::save::PRODUCER;
use lopdf::{Dictionary, Object, Stream, dictionary};
use std::fmt::Write;

/// The information dictionary.
pub(super) fn information(info: &Info) -> Dictionary {
    let mut dictionary = dictionary! { "Title" => lopdf::text_string(&info.title) };
    let texts = [
        ("Author", info.authors.join("; ")),
        ("Subject", info.subtitle.clone().unwrap_or_default()),
        ("Keywords", info.keywords.join(", ")),
        ("Creator", PRODUCER.to_owned()),
        ("Producer", PRODUCER.to_owned()),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        dictionary.set(key, lopdf::text_string(&text));
    }
    if let Some(standard) = info.exchange() {
        dictionary.set("GTS_PDFXVersion", Object::string_literal(standard.name()));
        dictionary.set("Trapped", "False");
    }
    if let Some(date) = date(info) {
        let date = Object::string_literal(date.strftime("D:%Y%m%d%H%M%SZ").to_string());
        dictionary.set("CreationDate", date.clone());
        dictionary.set("ModDate", date);
    }
    dictionary
}

/// The date of a file. PDF/X cannot do without one: a text that has none is given the beginning of computers' time.
fn date(info: &Info) -> Option<jiff::civil::DateTime> {
    info.date.or((!info.has_tags()).then_some(jiff::civil::datetime(1970, 1, 1, 0, 0, 0, 0)))
}

/// The XMP packet, as an uncompressed stream so that any program finds it.
pub(super) fn xmp(info: &Info) -> Stream {
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet(info).into_bytes())
}

fn packet(info: &Info) -> String {
    let mut out = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
    );
    describe(&mut out, "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", &dublin_core(info));
    describe(&mut out, "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"", &history(info));
    describe(&mut out, "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"", &producer(info));
    if info.has_tags() {
        out.push_str(CONFORMANCE);
    } else {
        if let Some(standard) = info.exchange() {
            let version = format!("<pdfxid:GTS_PDFXVersion>{}</pdfxid:GTS_PDFXVersion>\n", standard.name());
            describe(&mut out, "xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"", &version);
        }
        describe(&mut out, "xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"", &document(info));
    }
    out.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

fn describe(out: &mut String, namespace: &str, properties: &str) {
    let _ = writeln!(out, "<rdf:Description rdf:about=\"\" {namespace}>\n{properties}</rdf:Description>");
}

fn dublin_core(info: &Info) -> String {
    let mut out = String::from("<dc:format>application/pdf</dc:format>\n");
    simple(&mut out, "dc:identifier", &info.identifier);
    in_language(&mut out, "dc:title", &info.title, info.lang.as_str());
    in_language(&mut out, "dc:description", info.subtitle.as_deref().unwrap_or_default(), info.lang.as_str());
    list(&mut out, "dc:creator", "Seq", info.authors.iter().map(String::as_str));
    list(&mut out, "dc:publisher", "Bag", info.publisher.as_deref().into_iter());
    list(&mut out, "dc:subject", "Bag", info.keywords.iter().map(String::as_str));
    list(&mut out, "dc:language", "Bag", std::iter::once(info.lang.as_str()));
    out
}

fn history(info: &Info) -> String {
    let mut out = String::new();
    simple(&mut out, "xmp:CreatorTool", PRODUCER);
    if let Some(date) = date(info) {
        let date = date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        for key in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            simple(&mut out, key, &date);
        }
    }
    out
}

/// What PDF/X wants to know of a document's versions: this is the first of the one that has this identifier.
fn document(info: &Info) -> String {
    let mut out = String::new();
    simple(&mut out, "xmpMM:DocumentID", &info.identifier);
    simple(&mut out, "xmpMM:VersionID", "1");
    simple(&mut out, "xmpMM:RenditionClass", "default");
    out
}

fn producer(info: &Info) -> String {
    let mut out = String::new();
    if !info.has_tags() {
        simple(&mut out, "pdf:Trapped", "False");
    }
    simple(&mut out, "pdf:Producer", PRODUCER);
    simple(&mut out, "pdf:Keywords", &info.keywords.join(", "));
    out
}

fn simple(out: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "<{key}>{}</{key}>", escaped(text));
    }
}

fn in_language(out: &mut String, key: &str, text: &str, lang: &str) {
    if !text.is_empty() {
        let (text, lang) = (escaped(text), escaped(lang));
        let _ = writeln!(
            out,
            "<{key}><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li>\
             <rdf:li xml:lang=\"{lang}\">{text}</rdf:li></rdf:Alt></{key}>"
        );
    }
}

fn list<'a>(out: &mut String, key: &str, kind: &str, items: impl Iterator<Item = &'a str>) {
    let items: String = items.map(|item| format!("<rdf:li>{}</rdf:li>", escaped(item))).collect();
    if !items.is_empty() {
        let _ = writeln!(out, "<{key}><rdf:{kind}>{items}</rdf:{kind}></{key}>");
    }
}

/// Text as XML holds it; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
    out
}

/// The standards that the screen edition follows, and what PDF/A wants to be told of a key it does not know itself.
const CONFORMANCE: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_no_character_that_breaks_it() {
        assert_eq!(escaped("R&D <a> \"b\" \u{1}هجرة"), "R&amp;D &lt;a&gt; &quot;b&quot; هجرة");
    }
}
