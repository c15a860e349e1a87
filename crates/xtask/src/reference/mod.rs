//! The reference of the API: one static page made from the OpenAPI document.
//!
//! No script and no inline style, so that it obeys the same content security policy as
//! everything else, works without a network, and can be printed.

mod document;
mod example;
mod html;
mod operation;
mod page;
mod schema;

#[cfg(test)]
mod tests;

use anyhow::Result;
use serde_json::Value;

/// The style sheet, which goes out as it is.
pub(crate) const STYLES: &str = include_str!("reference.css");

/// The page of an OpenAPI document.
pub(crate) fn page(document: &Value) -> Result<String> {
    page::page(&document::Document::new(document)?)
}
