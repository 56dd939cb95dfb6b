//! The commands. The only place that prints.
//!
//! In: the arguments. Out: what the command makes, findings on the terminal, and the exit code: 0 done, 1 the sources
//! have errors, 2 wrong use, 3 the machine failed.

mod arguments;
mod build;
mod console;
mod dump;
mod editions;
mod impose;
mod init;
mod languages;
mod preflight;
mod progress;
mod status;
mod target;

use crate::diagnostics::{Diagnostics, Sources};
use crate::press::{guarded, silence_panics};
use arguments::{Arguments, Command};
use clap::Parser;
use console::Console;
use std::process::ExitCode;

/// How a command ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    SourcesHaveErrors,
    WrongUse,
    MachineFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::SourcesHaveErrors => 1,
            Outcome::WrongUse => 2,
            Outcome::MachineFailed => 3,
        })
    }
}

/// Runs the command that the arguments name.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => return told_by_clap(&told),
    };
    silence_panics();
    let console = Console::new(arguments.quiet, arguments.verbose, arguments.command.format());
    let outcome = guarded("the command line", || match &arguments.command {
        Command::Build(options) => build::build(options, &console),
        Command::Check(options) => build::check(options, &console),
        Command::Dump(options) => dump::dump(options, &console),
        Command::Impose(options) => impose::impose(options, &console),
        Command::Init(options) => init::init(options, &console),
        Command::Status(options) => status::status(options, &console),
        Command::Languages(_) => languages::languages(&console),
        Command::Editions(options) => editions::editions(options, &console),
        Command::Profiles(options) => editions::profiles(options, &console),
        Command::Preflight(options) => preflight::preflight(options, &console),
        Command::House(options) => editions::house(options, &console),
    });
    let outcome = outcome.unwrap_or_else(|fault| {
        let found: Diagnostics = [*fault].into_iter().collect();
        console.report(&found, &Sources::new())
    });
    console.end(outcome).into()
}

/// Prints help, the version, or what is wrong with the arguments.
fn told_by_clap(told: &clap::Error) -> ExitCode {
    match told.print() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Outcome::MachineFailed.into(),
        _ if told.use_stderr() => Outcome::WrongUse.into(),
        _ => Outcome::Done.into(),
    }
}
