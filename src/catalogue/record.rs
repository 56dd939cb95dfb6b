//! `catalogue.json` and `SHA256SUMS`.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// All files of the output folder that readers may want.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Title of the toolbox in its first language.
    pub toolbox: String,
    /// When, as `SOURCE_DATE_EPOCH` or the latest date of a publication tells (RFC 3339).
    pub built: Option<String>,
    /// The pages to download from, relative to the output folder, with `/`.
    #[serde(default)]
    pub pages: Vec<String>,
    /// The files: by publication as in the toolbox, then by language, edition and volume.
    pub files: Vec<CatalogueFile>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueFile {
    /// Path relative to the output folder, with `/`.
    pub path: String,
    /// Name of the publication.
    pub publication: String,
    /// Language tag.
    pub lang: String,
    /// Name of the edition.
    pub edition: String,
    /// Volume, from 1; 1 where it is not split.
    pub volume: u16,
    /// Number of volumes; 1 where it is not split.
    pub volumes: u16,
    /// What the piece is called that the file has, where pieces are files of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<String>,
    /// Length.
    pub bytes: u64,
    /// SHA-256 of the bytes, in small hexadecimal digits.
    pub sha256: String,
    /// Pages of a PDF; those of the print edition that an e-book's page list names.
    pub pages: u32,
    /// Title in its language.
    pub title: String,
    /// The standard it keeps to.
    pub standard: String,
    /// How many warnings its sources gave.
    pub warnings: u32,
    /// It was asked for by name: a plain build does not make its edition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked: bool,
}

impl CatalogueFile {
    /// Whether it is an archive of others.
    #[must_use]
    pub fn is_archive(&self) -> bool {
        self.path.ends_with(".zip")
    }
}

impl Catalogue {
    /// Reads a catalogue that an earlier build wrote; `None` where it is none.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// As `catalogue.json`.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings and numbers alone cannot fail to be written.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// As `SHA256SUMS`, which `sha256sum -c` reads.
    #[must_use]
    pub fn to_sha256sums(&self) -> String {
        let mut lines: Vec<String> =
            self.files.iter().map(|file| format!("{}  {}\n", file.sha256, file.path)).collect();
        lines.sort_by(|a, b| a[64.min(a.len())..].cmp(&b[64.min(b.len())..]));
        lines.concat()
    }

    /// The files of a publication in a language and an edition, by volume.
    pub fn volumes<'a>(
        &'a self,
        publication: &'a str,
        lang: &'a str,
        edition: &'a str,
    ) -> impl Iterator<Item = &'a CatalogueFile> {
        let wanted = move |file: &&CatalogueFile| {
            file.publication == publication && file.lang == lang && file.edition == edition
        };
        self.files.iter().filter(wanted)
    }
}

/// SHA-256 in small hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standard() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_catalogue_is_read_back_as_it_was_written() {
        let file = CatalogueFile {
            path: "ar/a/a-ar-1of2-screen.pdf".to_owned(),
            publication: "a".to_owned(),
            lang: "ar".to_owned(),
            edition: "screen".to_owned(),
            volume: 1,
            volumes: 2,
            piece: None,
            bytes: 12,
            sha256: sha256_hex(b"abc"),
            pages: 40,
            title: "أ".to_owned(),
            standard: "PDF 1.7".to_owned(),
            warnings: 0,
            asked: false,
        };
        let catalogue = Catalogue {
            toolbox: "T".to_owned(),
            built: None,
            pages: vec!["ar/index.html".to_owned()],
            files: vec![file],
        };
        assert_eq!(Catalogue::from_json(&catalogue.to_json()), Some(catalogue));
        assert_eq!(Catalogue::from_json("{}"), None);
    }
}
