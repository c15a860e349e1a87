//! The operator's desk: what is done for members over REST, by files and on the command line
//! alike.

pub mod accounts;
pub mod imports;
pub mod members;
