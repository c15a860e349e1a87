//! The local mailbox of the demo: the mails that became files, newest first. It exists in
//! demo mode only, which listens on this machine only.

use std::path::{Path, PathBuf};

use actix_web::web::Data;
use actix_web::{HttpResponse, get, http::header, web};
use askama::Template;
use mail_parser::MessageParser;

use crate::app::App;
use crate::http::ApiError;

/// How many mails the page shows.
const SHOWN: usize = 50;

pub(super) fn mount(config: &mut web::ServiceConfig) {
    config.service(list).service(css);
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct Mailbox {
    letters: Vec<Letter>,
}

struct Letter {
    subject: String,
    to: String,
    date: String,
    lines: Vec<Line>,
}

struct Line {
    is_link: bool,
    text: String,
}

#[get("/dev/mailbox")]
async fn list(app: Data<App>) -> Result<HttpResponse, ApiError> {
    let folder = app.settings.mail.dir.clone();
    let letters = web::block(move || read(&folder))
        .await
        .map_err(|error| ApiError::Unavailable(error.to_string()))?
        .map_err(|error| ApiError::Internal(format!("the mailbox cannot be read: {error}")))?;
    let page = Mailbox { letters }
        .render()
        .map_err(|error| ApiError::Internal(format!("the mailbox cannot be shown: {error}")))?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("text/html; charset=utf-8")
        .body(page))
}

#[get("/dev/mailbox/mailbox.css")]
async fn css() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .body(include_str!("../../templates/mailbox.css"))
}

fn read(folder: &Path) -> std::io::Result<Vec<Letter>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    // The names begin with the time.
    paths.sort_unstable_by(|a, b| b.cmp(a));
    paths.truncate(SHOWN);
    paths
        .iter()
        .map(|path| Ok(letter(&std::fs::read(path)?)))
        .collect()
}

fn letter(bytes: &[u8]) -> Letter {
    let message = MessageParser::default().parse(bytes).unwrap_or_default();
    let to = message
        .to()
        .and_then(|to| to.first())
        .and_then(|to| to.address());
    let text = message.body_text(0).unwrap_or_default();
    Letter {
        subject: message.subject().unwrap_or_default().to_owned(),
        to: to.unwrap_or_default().to_owned(),
        date: message.date().map(ToString::to_string).unwrap_or_default(),
        lines: text.lines().map(line).collect(),
    }
}

fn line(text: &str) -> Line {
    let is_link = text.starts_with("http://") || text.starts_with("https://");
    Line {
        is_link,
        text: text.to_owned(),
    }
}
