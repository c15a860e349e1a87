//! The programs that use the member's data: pages of its admins.

use super::PageView;
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    let _ = page;
    None
}
