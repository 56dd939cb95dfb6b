//! A fault of the program itself, in one job, becomes a finding; the other jobs go on.

use crate::diagnostics::Diagnostic;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Code of the finding that the program itself failed.
pub const INTERNAL_ERROR: &str = "internal-error";

thread_local! {
    /// Where the last panic of this thread was.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from being printed where they happen: [`guarded`] reports them.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        PLACE.with(|cell| *cell.borrow_mut() = place);
    }));
}

/// Runs `work` on `what`.
///
/// # Errors
/// The finding that `work` panicked.
pub fn guarded<T>(what: &str, work: impl FnOnce() -> T) -> Result<T, Box<Diagnostic>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
        let place = PLACE.with(|cell| cell.borrow_mut().take()).map(|place| format!(" ({place})")).unwrap_or_default();
        let finding = Diagnostic::error(INTERNAL_ERROR, format!("warraq failed at {what}: {text}{place}"));
        Box::new(finding.help("this is a fault of the program: please report it with the sources that show it"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_finding_that_names_the_job() {
        let finding = guarded("core-module in ar", || {
            let empty: [u8; 0] = [];
            empty[std::hint::black_box(3)]
        })
        .expect_err("a fault");
        assert_eq!(finding.code, INTERNAL_ERROR);
        assert!(finding.message.contains("core-module in ar") && finding.message.contains("index out of bounds"));
        assert_eq!(guarded("nothing", || 7).expect("no fault"), 7);
    }
}
