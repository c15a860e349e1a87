//! Lists and the ways to page through them.

use serde::{Deserialize, Serialize};

/// The largest page that may be asked for.
pub const MAX_PAGE_SIZE: u32 = 100;

/// The last page that may be asked for: the API document promises 32 bits with a sign.
pub const MAX_PAGE: u32 = i32::MAX.unsigned_abs();

/// The page size when none is asked for.
pub const DEFAULT_PAGE_SIZE: u32 = 10;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Page<T> {
    /// The rows of this page, in the order of the list.
    pub items: Vec<T>,
    /// How many rows the whole list has.
    pub total: u64,
    /// The cursor of the next page; null on the last one.
    pub next: Option<String>,
}

/// Which page is asked for, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageQuery {
    /// The page, from 1.
    #[serde(default = "first_page")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, default = 1, example = 1))]
    pub page: u32,
    /// Rows on a page, 1 to 100.
    #[serde(default = "default_page_size")]
    #[cfg_attr(
        feature = "openapi",
        param(minimum = 1, maximum = 100, default = 10, example = 10)
    )]
    pub page_size: u32,
}

const fn first_page() -> u32 {
    1
}

const fn default_page_size() -> u32 {
    DEFAULT_PAGE_SIZE
}

impl Default for PageQuery {
    fn default() -> Self {
        Self {
            page: 1,
            page_size: DEFAULT_PAGE_SIZE,
        }
    }
}

impl crate::Validate for PageQuery {
    fn check(&self, errors: &mut crate::FieldErrors) {
        if self.page == 0 || self.page > MAX_PAGE {
            errors.add(
                "page",
                crate::FieldRule::OutOfRange {
                    min: 1,
                    max: MAX_PAGE.into(),
                },
            );
        }
        if self.page_size == 0 || self.page_size > MAX_PAGE_SIZE {
            errors.add(
                "pageSize",
                crate::FieldRule::OutOfRange {
                    min: 1,
                    max: MAX_PAGE_SIZE.into(),
                },
            );
        }
    }
}
