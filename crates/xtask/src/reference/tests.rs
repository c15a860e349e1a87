use serde_json::{Value, json};

use super::page;

fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Minato <API>", "version": "1.0", "description": "For **people** and `programs`." },
        "servers": [{ "url": "/api/v1" }],
        "tags": [{ "name": "Signing in", "description": "Two steps." }, { "name": "empty" }],
        "paths": {
            "/auth/login": { "post": {
                "tags": ["Signing in"], "operationId": "log_in", "summary": "Signs in",
                "security": [{ "csrf": [] }],
                "requestBody": { "required": true, "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/LogInRequest" } } } },
                "responses": {
                    "200": { "description": "The next step", "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/State" } } } },
                    "204": { "description": "Nothing to say" },
                    "429": { "$ref": "#/components/responses/Wait" } } } },
            "/accounts/{id}": {
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } }],
                "get": { "operationId": "get_account", "responses": {
                    "200": { "description": "It" } } } }
        },
        "components": {
            "securitySchemes": { "csrf": { "type": "apiKey", "in": "header", "name": "X-CSRF-Token" } },
            "responses": { "Wait": { "description": "Too fast", "headers": {
                "Retry-After": { "description": "Seconds", "schema": { "type": "integer" } } } } },
            "schemas": {
                "LogInRequest": { "type": "object", "required": ["email"], "properties": {
                    "email": { "type": "string", "example": "a@b.example", "maxLength": 254, "description": "Who\none is." },
                    "note": { "type": ["string", "null"] } } },
                "State": { "oneOf": [
                    { "type": "null" },
                    { "type": "object", "properties": { "state": { "const": "signedIn" }, "next": { "$ref": "#/components/schemas/State" } } } ] },
                "Language": { "type": "string", "enum": ["ja", "en"] }
            }
        }
    })
}

#[test]
fn every_operation_schema_and_tag_stands_on_the_page_once() {
    let html = page(&document()).unwrap();
    for id in [
        "log_in",
        "get_account",
        "schema-LogInRequest",
        "security-csrf",
        "tag-signing-in",
    ] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(html.contains("Nothing to say"), "an answer without a body");
    assert!(
        !html.contains("tag-empty"),
        "a tag without operations is left out"
    );
}

#[test]
fn everything_from_the_document_is_escaped() {
    let html = page(&document()).unwrap();
    assert!(html.contains("Minato &lt;API&gt;") && !html.contains("<API>"));
    assert!(html.contains("For <strong>people</strong> and <code>programs</code>."));
}

#[test]
fn the_page_holds_no_script_and_no_inline_style() {
    let html = page(&document()).unwrap();
    assert!(!html.contains("<script") && !html.contains("style=") && !html.contains("<style"));
}

#[test]
fn examples_are_made_from_schemas_and_end_where_schemas_refer_to_themselves() {
    let html = page(&document()).unwrap();
    assert!(
        html.contains("&quot;email&quot;: &quot;a@b.example&quot;"),
        "{html}"
    );
    assert!(
        html.contains("&quot;state&quot;: &quot;signedIn&quot;"),
        "{html}"
    );
}

#[test]
fn references_are_followed_and_linked() {
    let html = page(&document()).unwrap();
    assert!(html.contains("<a href=\"#schema-LogInRequest\">LogInRequest</a>"));
    assert!(html.contains("Retry-After") && html.contains("Too fast"));
    assert!(
        html.contains("<em>{id}</em>"),
        "parameters of the path item count as well"
    );
    assert!(html.contains("<code>id</code>"));
}

#[test]
fn meaning_range_and_choices_are_told() {
    let html = page(&document()).unwrap();
    assert!(html.contains("Who one is."));
    assert!(html.contains("at most <code>254</code> characters"));
    assert!(html.contains("One of <code>ja</code>, <code>en</code>."));
    assert!(html.contains("string or null") && html.contains("optional"));
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let html = page(&document()).unwrap();
    for target in html
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        assert!(
            html.contains(&format!("id=\"{target}\"")),
            "#{target} leads nowhere"
        );
    }
}

#[test]
fn a_document_without_title_is_refused() {
    assert!(page(&json!({ "paths": {} })).is_err());
}
