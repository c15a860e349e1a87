//! `minato audit`: the trail is checked, and what is wrong is named.

use minato_test::execute;

use crate::desk::{Desk, done, refused};

#[actix_web::test]
async fn a_whole_trail_is_praised_and_a_broken_one_named() {
    let desk = Desk::new().await;
    let demo = desk.command(&["demo"]).env("MINATO_DEMO", "true").output();
    done(demo.unwrap());
    let file = desk.file("checkpoints.jsonl", b"");
    let made = desk
        .command(&["audit", "checkpoint"])
        .env("MINATO_AUDIT_CHECKPOINT_FILE", &file)
        .output();
    assert_eq!(done(made.unwrap()), "Made 5 checkpoints.\n");
    assert_eq!(
        desk.done(&["audit", "checkpoint"]),
        "Made 0 checkpoints.\n",
        "nothing grew"
    );
    let file = file.to_str().unwrap();
    let verify = ["audit", "verify", "--checkpoints", file];
    let told = desk.done(&verify);
    assert!(told.starts_with("Checked 6 chains, "), "{told}");
    assert!(
        told.contains("5 checkpoints, 5 kept checkpoints."),
        "{told}"
    );
    assert!(told.ends_with("Nothing is wrong.\n"), "{told}");
    let one = desk.done(&["audit", "verify", "--member", "M97-00339"]);
    assert!(one.starts_with("Checked 1 chains, "), "{one}");
    let nobody = desk.refused(&["audit", "verify", "--member", "M97-99999"]);
    assert!(nobody.contains("there is no such member"), "{nobody}");
    let empty = desk.file("empty", b"no checkpoint\n");
    let empty = desk.refused(&["audit", "verify", "--checkpoints", empty.to_str().unwrap()]);
    assert!(empty.contains("there are no checkpoints"), "{empty}");

    execute(
        &desk.db,
        "UPDATE audit_events SET action = 'signedOut' WHERE seq = 1 AND member_id = \
         (SELECT id FROM members WHERE member_number = 'M97-00339')"
            .to_owned(),
    )
    .await;
    let told = refused(desk.command(&verify).output().unwrap());
    assert!(told.contains("the trail is not whole: 1 faults"), "{told}");
    assert!(
        told.contains("M97-00339: event 1: the chain is broken here"),
        "{told}"
    );
    let code = desk.command(&verify).output().unwrap().status.code();
    assert_eq!(code, Some(1));
}
