//! The fonts inside the program, so that it works alone on any machine.

use super::face::Font;
use std::sync::{Arc, LazyLock};

/// The files, in the order in which they are fallbacks for one another.
const FILES: &[&[u8]] = &[
    include_bytes!("../../fonts/source-serif-4/SourceSerif4-Regular.ttf"),
    include_bytes!("../../fonts/source-serif-4/SourceSerif4-Italic.ttf"),
    include_bytes!("../../fonts/source-serif-4/SourceSerif4-Bold.ttf"),
    include_bytes!("../../fonts/source-serif-4/SourceSerif4-BoldItalic.ttf"),
    include_bytes!("../../fonts/amiri/Amiri-Regular.ttf"),
    include_bytes!("../../fonts/amiri/Amiri-Bold.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-Regular.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-Italic.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-SemiBold.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-Bold.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-BoldItalic.ttf"),
    include_bytes!("../../fonts/noto-kufi-arabic/NotoKufiArabic-Regular.ttf"),
    include_bytes!("../../fonts/noto-kufi-arabic/NotoKufiArabic-Bold.ttf"),
    include_bytes!("../../fonts/source-code-pro/SourceCodePro-Regular.ttf"),
    include_bytes!("../../fonts/source-code-pro/SourceCodePro-Italic.ttf"),
    include_bytes!("../../fonts/source-code-pro/SourceCodePro-Bold.ttf"),
    include_bytes!("../../fonts/source-code-pro/SourceCodePro-BoldItalic.ttf"),
    include_bytes!("../../fonts/noto-naskh-arabic/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../../fonts/noto-naskh-arabic/NotoNaskhArabic-Bold.ttf"),
    include_bytes!("../../fonts/scheherazade-new/ScheherazadeNew-Regular.ttf"),
    include_bytes!("../../fonts/scheherazade-new/ScheherazadeNew-Bold.ttf"),
    include_bytes!("../../fonts/noto-sans/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans-tifinagh/NotoSansTifinagh-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans-symbols-2/NotoSansSymbols2-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans-symbols/NotoSansSymbols-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans-math/NotoSansMath-Regular.ttf"),
    include_bytes!("../../fonts/noto-emoji/NotoEmoji-Regular.ttf"),
];

/// Read once in the life of the process.
static FONTS: LazyLock<Vec<Arc<Font>>> =
    LazyLock::new(|| FILES.iter().filter_map(|data| Font::read(*data).ok()).map(Arc::new).collect());

/// The fonts inside the program.
pub(super) fn fonts() -> &'static [Arc<Font>] {
    &FONTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_is_a_font() {
        assert_eq!(fonts().len(), FILES.len());
    }
}
