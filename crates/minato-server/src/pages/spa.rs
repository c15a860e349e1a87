//! The files of the browser application: read once at start, answered from memory.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use actix_web::http::{Method, header};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use minato_types::ProblemCode;

use super::file::{File, content_type_of, tag_of};
use crate::app::App;
use crate::http::ApiError;

/// The folder whose names change with their contents.
const HASHED: &str = "/assets/";

/// The files, by their path.
#[derive(Debug, Default)]
pub struct Pages {
    files: HashMap<String, File>,
}

impl Pages {
    /// Reads every file below `folder`. Without the folder there are no pages: the API
    /// works all the same.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let mut files = HashMap::new();
        if folder.is_dir() {
            collect(folder, "", &mut files)?;
        } else {
            tracing::warn!(folder = %folder.display(), "no pages: only the API is served");
        }
        Ok(Self { files })
    }

    fn find(&self, path: &str) -> Option<&File> {
        // Paths of pages have no dot: they all are the one document.
        let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.');
        if is_page {
            self.files.get("/index.html")
        } else {
            self.files.get(path)
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut HashMap<String, File>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (path, url) = (entry.path(), format!("{prefix}/{name}"));
        if path.is_dir() {
            collect(&path, &url, files)?;
        } else if !is_compressed(&path) {
            files.insert(url.clone(), read(&path, &url)?);
        }
    }
    Ok(())
}

/// Compressed forms are read together with the plain one.
fn is_compressed(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "br" || extension == "gz")
}

fn read(path: &Path, url: &str) -> io::Result<File> {
    let plain = Bytes::from(std::fs::read(path)?);
    let beside = |extension: &str| -> io::Result<Option<Bytes>> {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        match std::fs::read(&name) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    };
    Ok(File {
        content_type: content_type_of(url),
        etag: tag_of(&plain),
        brotli: beside(".br")?,
        gzip: beside(".gz")?,
        immutable: url.starts_with(HASHED),
        plain,
    })
}

/// Answers whatever nobody else answers.
pub(super) async fn serve(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let refuse = |code: ProblemCode| ApiError::from(code).error_response();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut answer = refuse(ProblemCode::MethodNotAllowed);
        answer
            .headers_mut()
            .insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    match app.pages.find(request.path()) {
        Some(file) => file.answer(&request),
        None => refuse(ProblemCode::NotFound),
    }
}
