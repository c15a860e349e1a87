//! An example of a body: what the document gives, or else one made from its schema.

use serde_json::{Map, Value, json};

use super::document::{Document, entries, list};

/// How deep schemas are followed: some refer to themselves.
const DEPTH: usize = 8;

/// The example of a media type, as it would stand on the wire.
pub(crate) fn of_media(document: &Document<'_>, media: &Value) -> Option<String> {
    let given = media.get("example").cloned().or_else(|| {
        let (_, named) = entries(media.get("examples")).next()?;
        document.resolve(named).get("value").cloned()
    });
    let example = given.or_else(|| Some(of_schema(document, media.get("schema")?, DEPTH)))?;
    serde_json::to_string_pretty(&example).ok()
}

fn of_schema(document: &Document<'_>, schema: &Value, depth: usize) -> Value {
    let schema = document.resolve(schema);
    let given = schema
        .get("example")
        .or_else(|| list(schema.get("examples")).next());
    let fixed = given
        .or_else(|| schema.get("const"))
        .or_else(|| list(schema.get("enum")).next());
    if let Some(value) = fixed {
        return value.clone();
    }
    if depth == 0 {
        return Value::Null;
    }
    if schema.get("allOf").is_some() {
        return merged(document, schema, depth);
    }
    if let Some(first) = first_alternative(schema) {
        return of_schema(document, first, depth - 1);
    }
    if let Some(items) = schema.get("items") {
        return json!([of_schema(document, items, depth - 1)]);
    }
    if schema.get("properties").is_some() {
        let fields = entries(schema.get("properties"));
        let fields =
            fields.map(|(name, field)| (name.to_owned(), of_schema(document, field, depth - 1)));
        return Value::Object(fields.collect());
    }
    of_type(schema)
}

/// The first of several that is not merely "nothing".
fn first_alternative(schema: &Value) -> Option<&Value> {
    let alternatives = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    let is_nothing = |value: &&Value| value.get("type").is_some_and(|name| name == "null");
    list(alternatives).find(|value| !is_nothing(value))
}

fn merged(document: &Document<'_>, schema: &Value, depth: usize) -> Value {
    let mut fields = Map::new();
    for part in list(schema.get("allOf")) {
        if let Value::Object(more) = of_schema(document, part, depth - 1) {
            fields.extend(more);
        }
    }
    Value::Object(fields)
}

fn of_type(schema: &Value) -> Value {
    let name = match schema.get("type") {
        Some(Value::Array(names)) => names.first().and_then(Value::as_str),
        other => other.and_then(Value::as_str),
    };
    match (name, schema.get("format").and_then(Value::as_str)) {
        (Some("boolean"), _) => json!(true),
        (Some("integer" | "number"), _) => schema.get("minimum").cloned().unwrap_or(json!(1)),
        (Some("string"), Some("date")) => json!("2026-09-17"),
        (Some("string"), Some("date-time")) => json!("2026-09-17T05:30:00Z"),
        (Some("string"), Some("uuid")) => json!("0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
        (Some("string"), _) => json!("text"),
        (Some("object"), _) => json!({}),
        _ => Value::Null,
    }
}
