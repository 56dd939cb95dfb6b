//! The program itself, run on small projects in folders of their own: what it says, what it writes, how it ends.

mod building;
mod companions;
mod condensed;
mod editions;
mod failing;
mod folders;
mod keeping;
mod profiles;
mod saying;
mod shop_covers;
mod standards;
mod catalogue;
mod status;
