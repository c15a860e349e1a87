//! `minato port-applications`: what is to be set up, and that it was.

use minato_db::audit;
use minato_db::models::port_application_events;
use minato_types::audit::AuditAction;
use minato_types::port_applications::PortApplicationEventKind as Kind;

use crate::desk::{Desk, done, read, refused};
use crate::employee::{Employee, NUMBER, Ports};

const EXPORT: [&str; 2] = ["port-applications", "export"];
const PROVISION: [&str; 2] = ["port-applications", "provision"];
const FROM_STDIN: [&str; 3] = ["port-applications", "provision", "--stdin"];

/// The rows of the table without its head.
fn rows(table: &str) -> Vec<&str> {
    let table = table.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut lines = table.split_terminator("\r\n");
    let head = "number,memberNumber,memberName,effectiveDate,addedPorts,contractedPorts,\
                applicant,deadline,state";
    assert_eq!(lines.next(), Some(head));
    lines.collect()
}

/// How often the application with this serial was marked.
async fn marks(desk: &Desk, employee: &Employee, serial: u32) -> usize {
    let scope = employee.scope;
    let events = read(desk, move |tx| {
        port_application_events::list(tx, scope, serial)
    })
    .await;
    let marks = events
        .iter()
        .filter(|event| event.kind.0 == Kind::Provisioned);
    marks.count()
}

/// How often the trail says that something was marked; the trail is whole.
async fn recorded(desk: &Desk, employee: &Employee) -> usize {
    let scope = employee.scope;
    let (events, head) = read(desk, move |tx| {
        Ok((audit::list(tx, scope)?, audit::head(tx, scope)?))
    })
    .await;
    audit::verify(&events, &head).unwrap();
    let marked =
        |event: &&audit::AuditEvent| event.action.0 == AuditAction::PortApplicationProvisioned;
    events.iter().filter(marked).count()
}

#[actix_web::test]
async fn what_is_fixed_is_exported_and_marked_once_however_often() {
    let desk = Desk::new().await;
    let employee = Employee::hired(&desk, "港 花子").await;
    let fixed = Ports::fixed();
    let all = [
        fixed.clone(),
        fixed.clone().then(Kind::Changed),
        Ports::open(),
        fixed.clone().then(Kind::Cancelled),
    ];
    let numbers = employee.apply(&desk, &all).await;
    let table = desk.done(&EXPORT);
    let expected = |number: &str| {
        format!(
            "{number},{NUMBER},\"みなと, \"\"港\"\" 商店\",{},5,12,港 花子,{} 24:00,fixed",
            fixed.day, fixed.deadline_day
        )
    };
    assert_eq!(
        rows(&table),
        [expected("SO-00001-0"), expected("SO-00002-1")]
    );

    let told = done(desk.fed(&FROM_STDIN, &table));
    assert_eq!(told, "SO-00001-0 provisioned\nSO-00002-1 provisioned\n");
    let told = done(desk.fed(&FROM_STDIN, &table));
    let again = "SO-00001-0 was provisioned already\nSO-00002-1 was provisioned already\n";
    assert_eq!(told, again);
    assert_eq!(
        desk.done(&[&PROVISION[..], &["so-1-0", "SO-00001-0"]].concat()),
        again.lines().next().unwrap().to_owned() + "\n"
    );
    assert_eq!(
        (
            marks(&desk, &employee, 1).await,
            marks(&desk, &employee, 2).await
        ),
        (1, 1)
    );
    assert_eq!(recorded(&desk, &employee).await, 2);
    assert!(rows(&desk.done(&EXPORT)).is_empty());

    let whole = desk.done(&[&EXPORT[..], &["--all", "--member", NUMBER]].concat());
    let states: Vec<_> = rows(&whole)
        .iter()
        .map(|row| row.rsplit(',').next().unwrap())
        .collect();
    assert_eq!(
        states,
        ["provisioned", "provisioned", "accepted", "cancelled"]
    );
    assert_eq!(numbers.len(), 4);
    minato_test::port_applications_hold(&desk.db).await;
}

#[actix_web::test]
async fn what_cannot_be_marked_is_named_and_nothing_else_is_marked() {
    let desk = Desk::new().await;
    let employee = Employee::hired(&desk, "港 花子").await;
    let (fixed, open) = (Ports::fixed(), Ports::open());
    let all = [
        fixed.clone(),
        fixed.clone().then(Kind::Changed),
        open.clone(),
        fixed.then(Kind::Cancelled),
    ];
    employee.apply(&desk, &all).await;
    let input = "SO-1-0\nSO-2-0\nSO-3-0\nSO-4-0\nSO-9-0\n";
    let told = refused(desk.fed(&FROM_STDIN, input));
    let faults: Vec<&str> = told.lines().map(str::trim).collect();
    let until = format!(
        "SO-00003-0: it can still be changed until {} in Japan",
        open.deadline_day
    );
    assert_eq!(
        faults,
        [
            "minato: nothing was marked:",
            "SO-00002-0: it was changed and is SO-00002-1 now",
            &until,
            "SO-00004-0: it was cancelled",
            "SO-00009-0: there is no such application",
        ]
    );
    let told = refused(desk.fed(&FROM_STDIN, "SO-1-0\nSO\n"));
    assert!(told.contains("line 2: \"SO\""), "{told}");
    assert_eq!(marks(&desk, &employee, 1).await, 0);
    assert_eq!(recorded(&desk, &employee).await, 0);
}

#[actix_web::test]
async fn of_several_operators_one_marks_each_application() {
    let desk = Desk::new().await;
    let employee = Employee::hired(&desk, "港 花子").await;
    let many = vec![Ports::fixed(); 60];
    let numbers = employee.apply(&desk, &many).await;
    let table = desk.done(&EXPORT);
    let all: Vec<_> = (0..4)
        .map(|_| desk.begin_fed(&FROM_STDIN, &table))
        .collect();
    let mut marked = 0;
    for operator in all {
        let told = done(operator.wait_with_output().unwrap());
        assert_eq!(told.lines().count(), numbers.len());
        marked += told
            .lines()
            .filter(|line| line.ends_with(" provisioned"))
            .count();
    }
    assert_eq!(marked, numbers.len());
    assert_eq!(recorded(&desk, &employee).await, numbers.len());
    minato_test::port_applications_hold(&desk.db).await;
}

#[actix_web::test]
async fn a_long_table_is_whole_and_a_name_is_no_formula() {
    let desk = Desk::new().await;
    let employee = Employee::hired(&desk, "=HYPERLINK(\"x\")").await;
    employee.apply(&desk, &vec![Ports::fixed(); 1203]).await;
    let table = desk.done(&EXPORT);
    let rows = rows(&table);
    let numbers: Vec<_> = rows
        .iter()
        .map(|row| row.split(',').next().unwrap())
        .collect();
    let expected: Vec<String> = (1..=1203).map(|n| format!("SO-{n:05}-0")).collect();
    assert_eq!(numbers, expected);
    assert!(
        rows[0].contains(",\"'=HYPERLINK(\"\"x\"\")\","),
        "{}",
        rows[0]
    );
}

#[actix_web::test]
async fn a_table_can_be_narrowed() {
    let desk = Desk::new().await;
    let employee = Employee::hired(&desk, "港 花子").await;
    employee
        .apply(&desk, &[Ports::fixed(), Ports::open()])
        .await;
    let count = |words: &[&str]| {
        let table = desk.done(&[&EXPORT[..], &["--all"], words].concat());
        rows(&table).len()
    };
    let day = Ports::open().day.to_string();
    assert_eq!(count(&[]), 2);
    assert_eq!(count(&["--from", &day]), 1);
    assert_eq!(count(&["--to", &day]), 2);
    assert_eq!(count(&["--from", &day, "--to", &day]), 1);
    let told = desk.refused(&[&EXPORT[..], &["--member", "X00-00000"]].concat());
    assert!(told.contains("there is no member X00-00000"), "{told}");
    let told =
        desk.refused(&[&EXPORT[..], &["--from", "2026-09-02", "--to", "2026-09-01"]].concat());
    assert!(told.contains("must not lie before"), "{told}");
    let told = desk.refused(&PROVISION);
    assert!(told.contains("<NUMBERS>"), "{told}");
}
