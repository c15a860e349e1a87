//! Files of groups: who is in them and what they cover. A group that a file names is afterwards
//! exactly as its rows say; one that is not there is made, and others stay as they are. The same
//! file again changes nothing. The rules are those of the pages: what is wrong with a group is told
//! at the rows that say so.

mod apply;
mod row;

pub(super) use apply::import;
pub(super) use row::{GroupRow, without_doubles};

use super::Faults;
