use actix_web::{HttpResponse, get, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, Account as Row, AccountFilter};
use minato_db::{DbError, Party};
use minato_types::accounts::{Account, AccountSort, ListAccountsQuery};
use minato_types::audit::AuditAction;
use minato_types::rules::japan_time;
use minato_types::values::{AccountRole, AccountState, Language};

use super::viewer::Viewer;
use crate::app::App;
use crate::http::csv::{self, Chunk, Table};
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// How many rows are in memory at a time.
const CHUNK: i64 = 500;

const HEAD_JA: [&str; 11] = [
    "担当者名",
    "権限",
    "ログインID",
    "部署",
    "電話番号",
    "状態",
    "有効期限",
    "ロック期限(日本時間)",
    "言語",
    "最終ログイン(日本時間)",
    "登録日時(日本時間)",
];

const HEAD_EN: [&str; 11] = [
    "Name",
    "Role",
    "E-mail address",
    "Department",
    "Telephone",
    "State",
    "Valid until",
    "Locked until (Japan time)",
    "Language",
    "Last sign-in (Japan time)",
    "Added (Japan time)",
];

/// The whole result of a search as CSV
///
/// UTF-8 with a byte order mark, in the language of the account that asks. `page` and `pageSize`
/// change nothing. What a spreadsheet would calculate begins with an apostrophe.
#[utoipa::path(
    tag = "accounts",
    params(ListAccountsQuery),
    responses(
        (status = 200, description = "All accounts that the query asks for.", body = String, content_type = "text/csv"),
        (status = 400, description = "The query cannot be read.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 422, description = "A part of the query breaks a rule.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/accounts.csv")]
pub async fn export_accounts(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListAccountsQuery>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let (filter, sort) = super::search_of(&query.0)?;
    let language = caller.language();
    let own = viewer.own;
    app.db
        .write(move |tx| audit::record(tx, own.scope, &event(own)))
        .await?;
    let head = match language {
        Language::Ja => HEAD_JA,
        Language::En => HEAD_EN,
    };
    csv::answer("accounts.csv", &head, move |last| {
        let (viewer, filter) = (viewer.clone(), filter.clone());
        async move { read(viewer, filter, sort, last, language).await }
    })
    .await
}

fn event(own: Party) -> NewAuditEvent {
    NewAuditEvent {
        actor: Actor::from(own),
        action: AuditAction::AccountsExported,
        subject: None,
        text: None,
    }
}

/// The rows behind the account `last`.
async fn read(
    viewer: Viewer,
    filter: AccountFilter,
    sort: AccountSort,
    last: Option<Box<Row>>,
    language: Language,
) -> Result<Chunk<Box<Row>>, ApiError> {
    let db = viewer.app.db.clone();
    db.read_long(move |tx| {
        let (scope, last) = (viewer.own.scope, last.as_deref());
        let found = accounts::list_after(tx, scope, &filter, sort, last, CHUNK)?;
        let full = i64::try_from(found.len()).is_ok_and(|rows| rows == CHUNK);
        let next = found.last().filter(|_| full);
        let next = next.map(|managed| Box::new(managed.account.clone()));
        let mut rows = Table::new();
        for account in viewer.show(tx, found)? {
            rows.row(cells(&account, language));
        }
        Ok(Chunk { rows, next })
    })
    .await
    .map_err(|error: DbError| error.into())
}

fn cells(account: &Account, language: Language) -> [String; 11] {
    let time = |at: chrono::DateTime<chrono::Utc>| {
        let at = at.with_timezone(&japan_time::offset());
        at.format("%Y-%m-%d %H:%M").to_string()
    };
    let phone = account.phone.as_ref().map(ToString::to_string);
    [
        account.name.to_string(),
        role_word(account.role, language).to_owned(),
        account.email.to_string(),
        account.department.to_string(),
        phone.unwrap_or_default(),
        state_word(account.state, language).to_owned(),
        account.valid_until.to_string(),
        account.locked_until.map(time).unwrap_or_default(),
        account.language.to_string(),
        account.last_signed_in_at.map(time).unwrap_or_default(),
        time(account.created_at),
    ]
}

const fn role_word(role: AccountRole, language: Language) -> &'static str {
    match (role, language) {
        (AccountRole::Admin, Language::Ja) => "管理者",
        (AccountRole::User, Language::Ja) => "利用者",
        (AccountRole::Admin, Language::En) => "admin",
        (AccountRole::User, Language::En) => "user",
    }
}

const fn state_word(state: AccountState, language: Language) -> &'static str {
    match (state, language) {
        (AccountState::Invited, Language::Ja) => "招待中",
        (AccountState::Active, Language::Ja) => "有効",
        (AccountState::Suspended, Language::Ja) => "停止中",
        (AccountState::Expired, Language::Ja) => "期限切れ",
        (AccountState::Invited, Language::En) => "invited",
        (AccountState::Active, Language::En) => "active",
        (AccountState::Suspended, Language::En) => "suspended",
        (AccountState::Expired, Language::En) => "expired",
    }
}
