//! A file in memory with its compressed forms.

use actix_web::http::header::{self, HeaderMap};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// A file and what it is.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) content_type: &'static str,
    /// A digest of the plain form, in quotes.
    pub(super) etag: String,
    pub(super) plain: Bytes,
    pub(super) brotli: Option<Bytes>,
    pub(super) gzip: Option<Bytes>,
    /// Whether the name changes with the contents.
    pub(super) immutable: bool,
}

impl File {
    /// A text that is part of the program.
    pub(super) fn compiled_in(name: &str, text: &'static str) -> Self {
        Self {
            content_type: content_type_of(name),
            etag: tag_of(text.as_bytes()),
            plain: Bytes::from_static(text.as_bytes()),
            brotli: None,
            gzip: None,
            immutable: false,
        }
    }

    /// The answer to a request for this file.
    pub(super) fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let (encoding, body) = self.negotiate(request.headers());
        let etag = format!("\"{}{}\"", self.etag, encoding.map_or("", |e| &e[..1]));
        let cache = if self.immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let unchanged = request
            .headers()
            .get(header::IF_NONE_MATCH)
            .is_some_and(|tags| {
                tags.to_str()
                    .is_ok_and(|tags| tags.split(", ").any(|tag| tag == etag))
            });
        let mut answer = if unchanged {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        answer.insert_header((header::ETAG, etag));
        answer.insert_header((header::CACHE_CONTROL, cache));
        answer.insert_header((header::VARY, "Accept-Encoding"));
        if unchanged {
            return answer.finish();
        }
        if let Some(encoding) = encoding {
            answer.insert_header((header::CONTENT_ENCODING, encoding));
        }
        answer.content_type(self.content_type).body(body.clone())
    }

    /// The smallest form that the browser takes.
    fn negotiate(&self, headers: &HeaderMap) -> (Option<&'static str>, &Bytes) {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok());
        let takes = |name: &str| {
            accepted.unwrap_or_default().split(',').any(|part| {
                let mut words = part.split(';').map(str::trim);
                words.next() == Some(name) && words.all(|word| !matches!(word, "q=0" | "q=0.0"))
            })
        };
        match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if takes("br") => (Some("br"), brotli),
            (_, Some(gzip)) if takes("gzip") => (Some("gzip"), gzip),
            _ => (None, &self.plain),
        }
    }
}

/// A short digest of the contents.
pub(super) fn tag_of(contents: &[u8]) -> String {
    URL_SAFE_NO_PAD
        .encode(Sha256::digest(contents))
        .chars()
        .take(16)
        .collect()
}

/// What a file is, by its name.
pub(super) fn content_type_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
