//! The floor: what a sane expert writes by hand. actix-web, raw SQL in cached prepared
//! statements, one connection per worker, no hop to another thread. The session, the count
//! and the page are asked for as the product asks for them.

use std::cell::RefCell;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::Result;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use minato_server::auth::cookies;
use minato_server::auth::keys::Secret;
use minato_types::company::CompanyNote;
use minato_types::page::Page;
use minato_types::rules::japan_time;
use rusqlite::{Connection, params};

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

const SESSION: &str = "SELECT s.member_id, s.last_seen_at, s.expires_at, s.ended_at, \
    a.state, a.valid_until, a.id, a.email, a.name, a.department, a.phone, a.role, \
    a.second_factor, a.language, a.time_zone, a.password_changed_at, a.version, \
    m.state, m.member_number, m.name, m.postal_code, m.address, m.contracted_ports, \
    m.closing_day, m.two_step, m.password_policy \
    FROM sessions s \
    JOIN accounts a ON a.member_id = s.member_id AND a.id = s.account_id \
    JOIN members m ON m.id = s.member_id \
    WHERE s.secret_digest = ?1";

const COUNT: &str = "SELECT COUNT(*) FROM member_notes WHERE member_id = ?1 AND published_on <= ?2";

const PAGE: &str = "SELECT id, published_on, title, body FROM member_notes \
    WHERE member_id = ?1 AND published_on <= ?2 \
    ORDER BY published_on DESC, id DESC LIMIT ?3 OFFSET ?4";

/// Serves until it is killed.
pub(crate) fn serve(database: &str, port: u16) -> Result<()> {
    let database = database.to_owned();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(database.clone()))
            .route("/api/v1/company/notes", web::get().to(notes))
    })
    .bind(("127.0.0.1", port))?
    .run();
    Ok(actix_web::rt::System::new().block_on(server)?)
}

async fn notes(database: web::Data<String>, request: HttpRequest) -> HttpResponse {
    let Some(cookie) = request.cookie(cookies::SESSION) else {
        return HttpResponse::Unauthorized().finish();
    };
    match answer(&database, cookie.value(), now()) {
        Ok(Some(page)) => HttpResponse::Ok().json(page),
        Ok(None) => HttpResponse::Unauthorized().finish(),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "the floor has no layers to inject a clock"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
}

fn answer(
    database: &str,
    secret: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<Page<CompanyNote>>> {
    CONNECTION.with_borrow_mut(|slot| {
        let connection = match slot {
            Some(connection) => connection,
            None => slot.insert(open(database)?),
        };
        let transaction = connection.transaction()?;
        let Some(member) = live_member(&transaction, secret, now)? else {
            return Ok(None);
        };
        let today = japan_time::date(now);
        let total: i64 = transaction
            .prepare_cached(COUNT)?
            .query_row(params![member, today], |row| row.get(0))?;
        let items = transaction
            .prepare_cached(PAGE)?
            .query_map(params![member, today, 10, 0], |row| {
                let id: String = row.get(0)?;
                Ok(CompanyNote {
                    id: id.parse().unwrap_or_default(),
                    published_on: row.get(1)?,
                    title: row.get(2)?,
                    body: row.get(3)?,
                })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        transaction.commit()?;
        Ok(Some(Page {
            items,
            total: total.unsigned_abs(),
            next: None,
        }))
    })
}

fn open(database: &str) -> rusqlite::Result<Connection> {
    let connection = Connection::open(database)?;
    connection.execute_batch(
        "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA query_only = ON;",
    )?;
    Ok(connection)
}

fn live_member(
    connection: &Connection,
    secret: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<String>> {
    let digest = Secret::presented(secret).digest();
    let mut statement = connection.prepare_cached(SESSION)?;
    let mut rows = statement.query([digest])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let (seen, expires): (NaiveDateTime, NaiveDateTime) = (row.get(1)?, row.get(2)?);
    let ended: Option<String> = row.get(3)?;
    let (state, valid_until): (String, NaiveDate) = (row.get(4)?, row.get(5)?);
    let member_state: String = row.get(17)?;
    let now_utc = now.naive_utc();
    let live = ended.is_none()
        && now_utc < expires
        && now_utc < seen + TimeDelta::minutes(30)
        && state == "active"
        && japan_time::date(now) <= valid_until
        && member_state == "active";
    Ok(if live { Some(row.get(0)?) } else { None })
}
