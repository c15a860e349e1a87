//! The proof that both sides do the same: a comparison with somebody who does less is none.

use anyhow::{Result, ensure};
use chrono::Days;
use minato_db::{DbError, ReadTx, TenantScope, audit};
use minato_types::headers;
use minato_types::problem::MEDIA_TYPE as PROBLEM;
use reqwest::header::{CONTENT_TYPE, COOKIE, ETAG, HeaderMap, LOCATION};

use crate::data::{Crowd, EFFECTIVE_FROM, Person, Size};
use crate::database::{self, Place};
use crate::figures::Side;
use crate::process::{Process, Programs};
use crate::work::Work;

const APPLICATIONS: &str = "/api/v1/port-applications";

/// Fails where the floor answers or writes something else than the product.
pub(crate) async fn both_do_the_same(
    programs: &Programs,
    place: &Place,
    crowd: &Crowd,
    size: Size,
) -> Result<()> {
    let database = place.copy().await?;
    let check = Check {
        programs,
        place,
        database,
        body: format!(
            r#"{{"effectiveDate":"{}","addedPorts":3,"remind":false}}"#,
            size.today + Days::new(EFFECTIVE_FROM)
        ),
    };
    let number = size.step() * (size.rows / size.step() / 2);
    let detail = format!("{APPLICATIONS}/SO-{number:05}-0");
    check.same_answer(APPLICATIONS, &crowd.reader).await?;
    check.same_answer(&detail, &crowd.reader).await?;
    let Some(person) = crowd.applicants.first() else {
        return Ok(());
    };
    check.same_rows(person).await?;
    check.unbroken_chain(person.scope).await
}

/// The same for what is asked about contracts.
pub(crate) async fn same_contracts(
    programs: &Programs,
    place: &Place,
    crowd: &Crowd,
    works: &[Work],
    size: Size,
) -> Result<()> {
    let database = place.copy().await?;
    let check = Check {
        programs,
        place,
        database,
        body: String::new(),
    };
    for path in works.iter().filter_map(|work| work.path()) {
        check.same_answer(path, &crowd.reader).await?;
    }
    if works.contains(&Work::ContractDetail) {
        let number = size.step() * (size.rows / size.step() / 2);
        let path = format!("/api/v1/contracts/N{number:09}");
        check.same_answer(&path, &crowd.reader).await?;
    }
    Ok(())
}

struct Check<'a> {
    programs: &'a Programs,
    place: &'a Place,
    database: String,
    /// What is applied for.
    body: String,
}

/// What somebody answered.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    location: Option<String>,
    etag: Option<String>,
    body: String,
}

impl Check<'_> {
    async fn start(&self, side: Side) -> Result<Process> {
        self.programs.start(side, &self.database).await
    }

    async fn same_answer(&self, path: &str, person: &Person) -> Result<()> {
        let product = self.start(Side::Product).await?;
        let expected = get(&product, path, person).await?;
        drop(product);
        let answer = get(&self.start(Side::Floor).await?, path, person).await?;
        ensure!(
            expected == answer && answer.status == 200,
            "{path} is answered differently:\n{expected:?}\n{answer:?}"
        );
        Ok(())
    }

    /// Both create; the rows that came are as many, and each side takes the rows of the other
    /// one for its own.
    async fn same_rows(&self, person: &Person) -> Result<()> {
        let begin = self.place.counts().await?;
        let product = self.start(Side::Product).await?;
        let by_product = self.submit(&product, person, "by-product").await?;
        drop(product);
        let middle = self.place.counts().await?;
        let floor = self.start(Side::Floor).await?;
        let by_floor = self.submit(&floor, person, "by-floor").await?;
        ensure!(
            by_floor == self.submit(&floor, person, "by-floor").await?
                && by_product == self.submit(&floor, person, "by-product").await?,
            "the floor creates twice"
        );
        drop(floor);
        let end = self.place.counts().await?;
        let expected: Vec<i64> = middle.iter().zip(&begin).map(|(b, a)| b - a).collect();
        let written: Vec<i64> = end.iter().zip(&middle).map(|(b, a)| b - a).collect();
        ensure!(
            expected == written && expected.iter().all(|rows| *rows == 1),
            "rows of {:?}: product {expected:?}, floor {written:?}",
            database::WRITTEN
        );
        // The numbers of the times in them may be written in fewer digits.
        let difference = self.place.difference_of_payloads().await?;
        ensure!(
            difference <= 8,
            "the mails differ by {difference} characters"
        );
        let product = self.start(Side::Product).await?;
        ensure!(
            by_floor == self.submit(&product, person, "by-floor").await?,
            "the product does not know the key that the floor has kept"
        );
        self.readable(&product, person, &by_floor).await
    }

    /// What the floor has created, the product reads.
    async fn readable(&self, product: &Process, person: &Person, created: &Reply) -> Result<()> {
        let path = created.location.clone().unwrap_or_default();
        let read = get(product, &path, person).await?;
        ensure!(
            created.status == 201 && read.body == created.body && read.etag == created.etag,
            "created and read differ:\n{created:?}\n{read:?}"
        );
        Ok(())
    }

    async fn submit(&self, process: &Process, person: &Person, key: &str) -> Result<Reply> {
        let request = reqwest::Client::new()
            .post(process.url(APPLICATIONS))
            .header(COOKIE, &person.cookie)
            .header(headers::CSRF, &person.csrf_token)
            .header(headers::IDEMPOTENCY_KEY, key)
            .header(CONTENT_TYPE, "application/json")
            .body(self.body.clone());
        reply(request).await
    }

    async fn unbroken_chain(&self, scope: TenantScope) -> Result<()> {
        let db = database::open(&self.database)?;
        let chain: Result<_, DbError> = db
            .read(move |tx: &mut ReadTx<'_>| Ok((audit::list(tx, scope)?, audit::head(tx, scope)?)))
            .await;
        let (events, head) = chain?;
        Ok(audit::verify(&events, &head)?)
    }
}

async fn get(process: &Process, path: &str, person: &Person) -> Result<Reply> {
    let request = reqwest::Client::new().get(process.url(path));
    reply(request.header(COOKIE, &person.cookie)).await
}

async fn reply(request: reqwest::RequestBuilder) -> Result<Reply> {
    let answer = request.send().await?;
    let text = |headers: &HeaderMap, name| {
        let value = headers.get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    let headers = answer.headers().clone();
    let reply = Reply {
        status: answer.status().as_u16(),
        location: text(&headers, LOCATION),
        etag: text(&headers, ETAG),
        body: answer.text().await?,
    };
    let refused = text(&headers, CONTENT_TYPE).is_some_and(|kind| kind.starts_with(PROBLEM));
    ensure!(!refused, "refused: {reply:?}");
    Ok(reply)
}
