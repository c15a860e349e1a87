use actix_web::{HttpResponse, get, web};
use minato_db::Tx as _;
use minato_db::models::member_notes::{self, MemberNote};
use minato_types::company::CompanyNote;
use minato_types::page::{Page, PageQuery};
use minato_types::rules::japan_time;

use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The announcements of the operator to the member
///
/// Newest first; a note that is dated later than today does not show yet.
#[utoipa::path(
    tag = "company",
    params(PageQuery),
    responses(
        (status = 200, description = "One page of notes.", body = Page<CompanyNote>),
        (status = 400, description = "The query cannot be read.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 422, description = "The page is out of range.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/company/notes")]
pub async fn list_company_notes(
    app: web::Data<App>,
    caller: Caller,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let (notes, total) = app
        .db
        .read(move |tx| {
            let today = japan_time::date(tx.now());
            member_notes::list(tx, scope, today, query.0)
        })
        .await
        .map_err(ApiError::from)?;
    let items = notes.into_iter().map(note_of).collect();
    Ok(HttpResponse::Ok().json(Page {
        items,
        total,
        next: None,
    }))
}

fn note_of(note: MemberNote) -> CompanyNote {
    CompanyNote {
        id: note.id.0,
        published_on: note.published_on,
        title: note.title,
        body: note.body,
    }
}
