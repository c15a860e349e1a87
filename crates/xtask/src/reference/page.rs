//! The page around operations and schemas.

use std::fmt::Write;

use anyhow::Result;

use super::document::{Document, Group, text};
use super::html::{code, element, escape, prose};
use super::{operation, schema};

/// The whole page.
pub(crate) fn page(document: &Document<'_>) -> Result<String> {
    let groups = document.groups();
    let mut html = String::new();
    let title = escape(document.info("title"));
    write!(html, "{}", head(&title))?;
    write!(
        html,
        "<body><a class=\"skip\" href=\"#content\">Skip to the content</a>"
    )?;
    write!(
        html,
        "<div class=\"layout\"><nav aria-label=\"Contents\">{}</nav>",
        contents(document, &groups)
    )?;
    write!(
        html,
        "<main id=\"content\" tabindex=\"-1\">{}",
        introduction(document, &title)
    )?;
    for group in &groups {
        write!(html, "{}", group_section(document, group))?;
    }
    write!(html, "{}", security_section(document))?;
    write!(html, "<section id=\"schemas\"><h2>Schemas</h2>")?;
    for (name, value) in document.schemas() {
        write!(html, "{}", schema::section(document, name, value))?;
    }
    writeln!(html, "</section></main></div></body></html>")?;
    Ok(one_section_a_line(&html))
}

fn head(title: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/docs/reference.css\"></head>\n"
    )
}

fn introduction(document: &Document<'_>, title: &str) -> String {
    let version = escape(document.info("version"));
    let servers: Vec<String> = document.servers().into_iter().map(code).collect();
    let mut html = format!("<header><h1>{title}</h1><p class=\"version\">Version {version}</p>");
    html.push_str(&prose(document.info("description")));
    if !servers.is_empty() {
        html.push_str(&element(
            "p",
            "",
            &format!("All paths are below {}.", servers.join(", ")),
        ));
    }
    let _ = write!(
        html,
        "<p><a href=\"/docs/minato.json\">OpenAPI document</a></p></header>"
    );
    html
}

fn contents(document: &Document<'_>, groups: &[Group<'_>]) -> String {
    let mut html = String::from("<ul>");
    for group in groups {
        let _ = write!(
            html,
            "<li><a href=\"#{}\">{}</a><ul>",
            anchor(group.name),
            escape(group.name)
        );
        for operation in &group.operations {
            let _ = write!(
                html,
                "<li><a href=\"#{}\">{}</a></li>",
                escape(operation.id()),
                escape(operation.title())
            );
        }
        html.push_str("</ul></li>");
    }
    if document.security_schemes().next().is_some() {
        html.push_str("<li><a href=\"#security\">Security</a></li>");
    }
    html.push_str("<li><a href=\"#schemas\">Schemas</a></li></ul>");
    html
}

fn group_section(document: &Document<'_>, group: &Group<'_>) -> String {
    let mut html = format!(
        "<section id=\"{}\"><h2>{}</h2>",
        anchor(group.name),
        escape(group.name)
    );
    html.push_str(&prose(group.description));
    for operation in &group.operations {
        html.push_str(&operation::section(document, *operation));
    }
    html.push_str("</section>");
    html
}

fn security_section(document: &Document<'_>) -> String {
    let mut items = String::new();
    for (name, scheme) in document.security_schemes() {
        let name = escape(name);
        let _ = write!(
            items,
            "<section class=\"schema\" id=\"security-{name}\"><h3>{name}</h3>"
        );
        let place = text(Some(scheme), "in");
        let header = text(Some(scheme), "name");
        if !header.is_empty() {
            let _ = write!(
                items,
                "<p class=\"simple\">{} in {}</p>",
                code(header),
                escape(place)
            );
        }
        items.push_str(&prose(text(Some(scheme), "description")));
        items.push_str("</section>");
    }
    if items.is_empty() {
        items
    } else {
        format!("<section id=\"security\"><h2>Security</h2>{items}</section>")
    }
}

/// The anchor of a tag.
fn anchor(name: &str) -> String {
    let word = |character: char| {
        if character.is_alphanumeric() {
            character
        } else {
            '-'
        }
    };
    format!(
        "tag-{}",
        escape(&name.to_lowercase().chars().map(word).collect::<String>())
    )
}

/// A change of one operation is then a change of few lines, which reviewers can read.
fn one_section_a_line(html: &str) -> String {
    html.replace("<section", "\n<section")
        .replace("<h4>", "\n<h4>")
        .replace("<details", "\n<details")
}
