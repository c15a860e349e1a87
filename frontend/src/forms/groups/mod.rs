//! The forms about groups.

mod draft;
mod group;

pub use draft::GroupDraft;
pub use group::GroupForm;
