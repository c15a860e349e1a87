//! Writing HTML without ever forgetting to escape.

use std::fmt::Write;

/// Escapes text for an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// An element with a class and finished HTML in it.
pub(crate) fn element(name: &str, class: &str, content: &str) -> String {
    if class.is_empty() {
        format!("<{name}>{content}</{name}>")
    } else {
        format!("<{name} class=\"{class}\">{content}</{name}>")
    }
}

/// A piece of code.
pub(crate) fn code(text: &str) -> String {
    element("code", "", &escape(text))
}

/// The part of Markdown that doc comments use: paragraphs, lists, `code` and **weight**.
pub(crate) fn prose(markdown: &str) -> String {
    let mut html = String::new();
    for block in markdown
        .trim()
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
    {
        let lines: Vec<&str> = block.lines().map(str::trim).collect();
        if lines
            .iter()
            .all(|line| line.starts_with("- ") || line.starts_with("* "))
        {
            let items = lines.iter().filter_map(|line| line.get(2..));
            let items: String = items.map(|item| element("li", "", &inline(item))).collect();
            html.push_str(&element("ul", "", &items));
        } else if let Some(heading) = block.strip_prefix('#') {
            let heading = inline(heading.trim_start_matches('#').trim());
            html.push_str(&element("p", "subheading", &heading));
        } else {
            html.push_str(&element("p", "", &inline(&lines.join(" "))));
        }
    }
    html
}

/// One line of Markdown: what stands between backticks is code, between stars is heavy.
pub(crate) fn inline(markdown: &str) -> String {
    let mut html = String::new();
    for (index, part) in markdown.split('`').enumerate() {
        if index % 2 == 1 {
            html.push_str(&code(part));
            continue;
        }
        for (index, part) in part.split("**").enumerate() {
            if index % 2 == 1 {
                html.push_str(&element("strong", "", &escape(part)));
            } else {
                html.push_str(&escape(part));
            }
        }
    }
    html
}

/// A table with a heading row; nothing where there are no rows.
pub(crate) fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut html =
        String::from("<div class=\"scroll\" tabindex=\"0\" role=\"group\"><table><thead><tr>");
    for heading in headings {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape(heading));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let _ = if index == 0 {
                write!(html, "<th scope=\"row\">{cell}</th>")
            } else {
                write!(html, "<td>{cell}</td>")
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}
