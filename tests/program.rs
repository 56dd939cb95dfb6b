//! What the program makes, says and refuses, by the program itself on real files. All of it is one test program, since all
//! of it shares [`support`]: `cargo test --test program typography::arabic` runs a part.

mod accessibility;
mod bad_input;
mod cli;
mod epub;
mod impose;
mod inputs;
mod pictures;
mod preflight;
mod support;
mod toolbox;
mod typography;
