//! One operation: what it does, what it takes, what it answers.

use std::fmt::Write;

use serde_json::Value;

use super::document::{Document, Operation, entries, list, text};
use super::example;
use super::html::{code, element, escape, inline, prose, table};
use super::schema::{details, type_of};

/// The section of an operation.
pub(crate) fn section(document: &Document<'_>, operation: Operation<'_>) -> String {
    let id = escape(operation.id());
    let mut html = format!("<section class=\"operation\" id=\"{id}\">");
    let _ = write!(
        html,
        "<h3><a href=\"#{id}\">{}</a></h3>",
        escape(operation.title())
    );
    let _ = write!(
        html,
        "<p class=\"request-line\"><span class=\"method {0}\">{1}</span> {2}</p>",
        operation.method,
        operation.method.to_uppercase(),
        path(operation.path)
    );
    html.push_str(&prose(text(Some(operation.value), "description")));
    html.push_str(&security(operation));
    html.push_str(&parameters(document, operation));
    if let Some(body) = operation.value.get("requestBody") {
        html.push_str(&request_body(document, document.resolve(body)));
    }
    html.push_str(&responses(document, operation));
    html.push_str("</section>");
    html
}

/// The path with its placeholders set off, and places to break a long line.
fn path(path: &str) -> String {
    let escaped = escape(path).replace('/', "<wbr>/");
    let marked = escaped.replace('{', "<em>{").replace('}', "}</em>");
    element("code", "", &marked)
}

fn security(operation: Operation<'_>) -> String {
    let names: Vec<String> = list(operation.value.get("security"))
        .flat_map(|requirement| entries(Some(requirement)))
        .map(|(name, _)| format!("<a href=\"#security-{0}\">{0}</a>", escape(name)))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    element("p", "needs", &format!("Needs: {}", names.join(", ")))
}

fn parameters(document: &Document<'_>, operation: Operation<'_>) -> String {
    let rows: Vec<Vec<String>> = operation
        .parameters()
        .map(|parameter| parameter_row(document.resolve(parameter)))
        .collect();
    titled(
        "Parameters",
        table(&["Name", "In", "Type", "Meaning"], &rows),
    )
}

fn parameter_row(parameter: &Value) -> Vec<String> {
    let required = parameter
        .get("required")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let presence = if required {
        ""
    } else {
        " <span class=\"optional\">optional</span>"
    };
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    let description = text(Some(parameter), "description");
    vec![
        format!("{}{presence}", code(text(Some(parameter), "name"))),
        escape(text(Some(parameter), "in")),
        type_of(schema),
        format!("{} {}", inline(description), details(schema))
            .trim()
            .to_owned(),
    ]
}

fn request_body(document: &Document<'_>, body: &Value) -> String {
    let mut html = prose(text(Some(body), "description"));
    html.push_str(&media_types(document, body));
    titled("Body", html)
}

fn responses(document: &Document<'_>, operation: Operation<'_>) -> String {
    let answers: String = entries(operation.value.get("responses"))
        .map(|(status, response)| response_item(document, status, document.resolve(response)))
        .collect();
    titled("Answers", answers)
}

/// An answer; those with a body or headers unfold.
fn response_item(document: &Document<'_>, status: &str, response: &Value) -> String {
    let class = status.get(..1).unwrap_or("x");
    let line = format!(
        "<span class=\"status s{class}\">{}</span> {}",
        escape(status),
        inline(text(Some(response), "description"))
    );
    let body = format!(
        "{}{}",
        headers(document, response),
        media_types(document, response)
    );
    if body.is_empty() {
        return element("p", "answer", &line);
    }
    let open = if class == "2" { " open" } else { "" };
    format!("<details class=\"answer\"{open}><summary>{line}</summary>{body}</details>")
}

fn headers(document: &Document<'_>, response: &Value) -> String {
    let rows: Vec<Vec<String>> = entries(response.get("headers"))
        .map(|(name, header)| {
            let header = document.resolve(header);
            let schema = header.get("schema").unwrap_or(&Value::Null);
            vec![
                code(name),
                type_of(schema),
                inline(text(Some(header), "description")),
            ]
        })
        .collect();
    table(&["Header", "Type", "Meaning"], &rows)
}

fn media_types(document: &Document<'_>, holder: &Value) -> String {
    let mut html = String::new();
    for (name, media) in entries(holder.get("content")) {
        let schema = media
            .get("schema")
            .map_or_else(|| "anything".to_owned(), type_of);
        let _ = write!(html, "<p class=\"media\">{} {schema}</p>", code(name));
        if let Some(example) = example::of_media(document, media) {
            let example = element("code", "", &escape(&example));
            let _ = write!(
                html,
                "<pre tabindex=\"0\" role=\"group\" aria-label=\"Example\">{example}</pre>"
            );
        }
    }
    html
}

fn titled(title: &str, content: String) -> String {
    if content.is_empty() {
        content
    } else {
        format!("<h4>{title}</h4>{content}")
    }
}
