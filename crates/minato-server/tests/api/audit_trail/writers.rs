//! Many who write at once, and writes that cannot be recorded.

use futures_util::future::join_all;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::{Db, DbError, TenantScope};
use minato_test::execute;
use minato_types::audit::AuditAction;
use minato_types::port_applications::ListPortApplicationsQuery;

use super::{faults, scope_of, stored};
use crate::app::TestApp;
use crate::people::{HANAKO, JIRO};
use crate::ports::{Company, submit, try_submit};

const WRITERS: usize = 64;
const EVENTS: usize = 10;

async fn write(db: Db, scope: TenantScope, writer: usize) {
    for n in 0..EVENTS {
        let event = NewAuditEvent {
            actor: Actor::CommandLine,
            action: AuditAction::PortApplicationProvisioned,
            subject: Some(format!("{writer}-{n}")),
            text: Some(format!("text {}", n % 3)),
        };
        let written: Result<(), DbError> =
            db.write(move |tx| audit::record(tx, scope, &event)).await;
        written.unwrap();
    }
}

#[actix_web::test]
async fn sixty_four_writers_make_chains_without_forks_and_gaps() {
    let app = TestApp::start().await;
    let scopes = [
        scope_of(&app.app.db, HANAKO.member_number).await,
        scope_of(&app.app.db, JIRO.member_number).await,
    ];
    let mut before = Vec::new();
    for scope in scopes {
        before.push(stored(&app.app.db, scope).await.len());
    }
    // Two servers, every second writer on each chain.
    let (second, _) = app.second();
    let writers = (0..WRITERS).map(|writer| {
        let db = if writer % 4 < 2 {
            &app.app.db
        } else {
            &second.db
        };
        write(db.clone(), scopes[writer % 2], writer)
    });
    join_all(writers).await;
    for (scope, before) in scopes.into_iter().zip(before) {
        let chain = stored(&app.app.db, scope).await;
        assert_eq!(chain.len(), before + WRITERS / 2 * EVENTS);
        for (event, seq) in chain.iter().zip(1..) {
            assert_eq!(event.seq, seq, "no gaps");
        }
        // Each writer's events stand there in his order, none twice.
        for writer in (0..WRITERS).filter(|writer| scopes[writer % 2] == scope) {
            let own: Vec<String> = chain[before..]
                .iter()
                .filter_map(|event| event.subject_id.clone())
                .filter(|subject| subject.starts_with(&format!("{writer}-")))
                .collect();
            let expected: Vec<String> = (0..EVENTS).map(|n| format!("{writer}-{n}")).collect();
            assert_eq!(own, expected);
        }
    }
    assert_eq!(faults(&app).await, [""; 0]);
    app.finish().await;
}

#[actix_web::test]
async fn what_cannot_be_recorded_is_not_done() {
    let company = Company::start().await;
    submit(&company.shun, "2026-12-24", 5).await;
    let db = &company.app.app.db;
    let member = company.scope.member();
    let next = stored(db, company.scope).await.len() + 1;
    // The place of the next event is taken.
    let blocked = format!(
        "INSERT INTO audit_events (member_id, seq, at, actor_kind, action, previous_digest, digest) \
         VALUES ('{member}', {next}, '2026-11-24 00:00:00', 'nobody', 'signedOut', '', '')"
    );
    execute(db, blocked).await;
    let all = ListPortApplicationsQuery::default();
    let mails = company.deliver().await.len();
    assert!(mails > 0);
    for _ in 0..3 {
        try_submit(&company.shun, "2026-12-25", 5)
            .await
            .unwrap_err();
    }
    let listed = company.shun.list_port_applications(&all).await.unwrap();
    assert_eq!(listed.total, 1, "no application without its event");
    assert!(company.deliver().await.is_empty(), "and no mail");
    let free = format!("DELETE FROM audit_events WHERE member_id = '{member}' AND seq = {next}");
    execute(db, free).await;
    submit(&company.shun, "2026-12-25", 5).await;
    company.finish().await;
}
