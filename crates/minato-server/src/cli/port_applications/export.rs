use std::io::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use minato_db::models::members;
use minato_db::models::port_applications::desk::{self, DeskApplication, DeskFilter};
use minato_db::{Db, DbError, Tx as _};
use minato_types::FieldRule;
use minato_types::rules::japan_time;
use minato_types::values::{MemberNumber, parse_day};

use crate::http::csv::{BYTE_ORDER_MARK, Table};

/// How many applications are in memory at a time.
const CHUNK: u32 = 500;

/// The columns, named as in the API.
pub(super) const HEAD: [&str; 9] = [
    "number",
    "memberNumber",
    "memberName",
    "effectiveDate",
    "addedPorts",
    "contractedPorts",
    "applicant",
    "deadline",
    "state",
];

/// Which applications to print.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Only those of this member
    #[arg(long, value_parser = MemberNumber::parse)]
    member: Option<MemberNumber>,
    /// The first effective date
    #[arg(long, value_parser = parse_day)]
    from: Option<NaiveDate>,
    /// The last effective date
    #[arg(long, value_parser = parse_day)]
    to: Option<NaiveDate>,
    /// Not only those to be provisioned: in every state
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Args) -> crate::cli::Result {
    if args.from.zip(args.to).is_some_and(|(from, to)| to < from) {
        return Err(format!("--to: {}", FieldRule::EndsBeforeStart).into());
    }
    let (_, db) = crate::cli::open()?;
    crate::cli::block_on(write_all(&db, args))
}

/// Writes chunk by chunk, so that a long table is never whole in memory.
async fn write_all(db: &Db, args: &Args) -> crate::cli::Result {
    let filter = filter(db, args).await?;
    let mut out = std::io::stdout().lock();
    let mut head = Table::new();
    head.row(HEAD);
    write!(out, "{BYTE_ORDER_MARK}{}", head.as_str())?;
    let mut after = 0;
    loop {
        let filter = filter.clone();
        let read = db.read_long(move |tx| {
            Ok::<_, DbError>((desk::list(tx, &filter, after, CHUNK)?, tx.now()))
        });
        let (chunk, now) = read.await?;
        let mut rows = Table::new();
        for found in &chunk {
            rows.row(cells(found, now));
        }
        out.write_all(rows.as_str().as_bytes())?;
        match chunk.last() {
            Some(last) => after = last.application.serial,
            None => return Ok(out.flush()?),
        }
    }
}

async fn filter(db: &Db, args: &Args) -> crate::cli::Result<DeskFilter> {
    let member = match args.member.clone() {
        None => None,
        Some(number) => {
            let read = db.read({
                let number = number.clone();
                move |tx| members::find_by_number(tx, &number)
            });
            let found = read.await?;
            let (scope, _) = found.ok_or_else(|| format!("there is no member {number}"))?;
            Some(scope)
        }
    };
    Ok(DeskFilter {
        member,
        from: args.from,
        to: args.to,
        all: args.all,
    })
}

/// The cells of a row; the deadline in Japan time, with 24:00 for the end of a day.
fn cells(found: &DeskApplication, now: DateTime<Utc>) -> [String; 9] {
    let application = &found.application;
    let end = application
        .deadline_at
        .and_utc()
        .with_timezone(&japan_time::offset());
    let time = if end.date_naive() > application.deadline_on {
        "24:00".to_owned()
    } else {
        end.format("%H:%M").to_string()
    };
    [
        application.number().to_string(),
        found.member_number.0.to_string(),
        found.member_name.clone(),
        application.effective_date.to_string(),
        application.added_ports.to_string(),
        found.contracted_ports.to_string(),
        application.applicant_name.0.to_string(),
        format!("{} {time}", application.deadline_on),
        application.state_at(now).to_string(),
    ]
}
