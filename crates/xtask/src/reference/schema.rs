//! Schemas: as a few words where they are used, and as a table where they are defined.

use std::fmt::Write;

use serde_json::Value;

use super::document::{Document, entries, list, reference_name, text};
use super::html::{code, element, escape, inline, prose, table};

/// Constraints of JSON Schema and how they are told.
const CONSTRAINTS: &[(&str, &str)] = &[
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("minItems", "at least {} items"),
    ("maxItems", "at most {} items"),
    ("pattern", "matches {}"),
    ("default", "default {}"),
];

/// The type in a few words, with a link where it has a name.
pub(crate) fn type_of(schema: &Value) -> String {
    if let Some(name) = reference_name(schema) {
        return format!("<a href=\"#schema-{0}\">{0}</a>", escape(name));
    }
    if let Some(alternatives) = alternatives(schema) {
        let types: Vec<String> = alternatives.iter().map(|schema| type_of(schema)).collect();
        return types.join(" or ");
    }
    if let Some(items) = schema.get("items") {
        return format!("list of {}", type_of(items));
    }
    let mut words = match schema.get("type") {
        Some(Value::String(name)) => escape(name),
        Some(Value::Array(names)) => {
            let names: Vec<String> = names.iter().filter_map(Value::as_str).map(escape).collect();
            names.join(" or ")
        }
        _ if schema.get("const").is_some() => "constant".to_owned(),
        _ => "anything".to_owned(),
    };
    let format = text(Some(schema), "format");
    if !format.is_empty() {
        let _ = write!(words, " ({})", escape(format));
    }
    words
}

/// The schemas of which one holds, or which hold together.
fn alternatives(schema: &Value) -> Option<Vec<&Value>> {
    ["oneOf", "anyOf", "allOf"]
        .iter()
        .find_map(|name| Some(list(Some(schema.get(name)?)).collect()))
}

/// What else holds for a value: its range, its choices, what it means.
pub(crate) fn details(schema: &Value) -> String {
    let mut parts = Vec::new();
    let description = text(Some(schema), "description");
    if !description.is_empty() {
        parts.push(inline(&description.replace('\n', " ")));
    }
    let choices: Vec<String> = list(schema.get("enum"))
        .map(|choice| code(&plain(choice)))
        .collect();
    if !choices.is_empty() {
        parts.push(format!("One of {}.", choices.join(", ")));
    }
    if let Some(constant) = schema.get("const") {
        parts.push(format!("Always {}.", code(&plain(constant))));
    }
    let rules: Vec<String> = CONSTRAINTS
        .iter()
        .filter_map(|(name, words)| Some(words.replace("{}", &code(&plain(schema.get(name)?)))))
        .collect();
    if !rules.is_empty() {
        parts.push(element("span", "rules", &rules.join(", ")));
    }
    parts.join(" ")
}

/// The section in which a named schema is defined.
pub(crate) fn section(document: &Document<'_>, name: &str, schema: &Value) -> String {
    let name = escape(name);
    let mut html = format!("<section class=\"schema\" id=\"schema-{name}\"><h3>");
    let _ = write!(html, "<a href=\"#schema-{name}\">{name}</a></h3>");
    html.push_str(&prose(text(Some(schema), "description")));
    html.push_str(&body(document, schema));
    html.push_str("</section>");
    html
}

/// The table of an object, each alternative of a choice, or one line for a simple value.
fn body(document: &Document<'_>, schema: &Value) -> String {
    if schema.get("properties").is_some() {
        return properties(schema);
    }
    match alternatives(schema) {
        Some(alternatives) => alternatives
            .iter()
            .map(|part| alternative(document, part))
            .collect(),
        None => element(
            "p",
            "simple",
            &format!("{}. {}", type_of(schema), without_description(schema)),
        ),
    }
}

fn alternative(document: &Document<'_>, schema: &Value) -> String {
    let description = inline(text(Some(schema), "description"));
    let inner = if schema.get("properties").is_some() || reference_name(schema).is_none() {
        body(document, schema)
    } else {
        element("p", "simple", &type_of(schema))
    };
    element(
        "div",
        "alternative",
        &format!("{}{inner}", element("p", "", &description)),
    )
}

fn properties(schema: &Value) -> String {
    let required: Vec<&str> = list(schema.get("required"))
        .filter_map(Value::as_str)
        .collect();
    let rows: Vec<Vec<String>> = entries(schema.get("properties"))
        .map(|(name, property)| {
            let presence = if required.contains(&name) {
                ""
            } else {
                "<span class=\"optional\">optional</span>"
            };
            vec![
                format!("{} {presence}", code(name)),
                type_of(property),
                details(property),
            ]
        })
        .collect();
    table(&["Field", "Type", "Meaning"], &rows)
}

fn without_description(schema: &Value) -> String {
    let mut schema = schema.clone();
    if let Some(object) = schema.as_object_mut() {
        object.remove("description");
    }
    details(&schema)
}

/// A value as a reader types it: texts without quotation marks.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
