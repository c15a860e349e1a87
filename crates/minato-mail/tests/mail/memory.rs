//! The transport of tests.

use minato_mail::{Memory, SendError};

use crate::{envelope, office, rendered};

#[tokio::test]
async fn what_was_posted_can_be_looked_at_and_taken() {
    let memory = Memory::new();
    office(memory.clone())
        .send(&envelope(), &rendered("login_code"))
        .await
        .unwrap();
    let posted = memory.posted();
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].envelope, envelope());
    assert_eq!(posted[0].rendered, rendered("login_code"));
    assert_eq!(memory.take(), posted);
    assert_eq!(memory.posted(), []);
}

#[tokio::test]
async fn a_planned_failure_happens_once() {
    let memory = Memory::new();
    let failure = SendError::Transient("planned".to_owned());
    memory.fail_next(failure.clone());
    let office = office(memory.clone());
    assert_eq!(
        office.send(&envelope(), &rendered("login_code")).await,
        Err(failure)
    );
    assert_eq!(memory.posted(), []);
    assert_eq!(
        office.send(&envelope(), &rendered("login_code")).await,
        Ok(())
    );
    assert_eq!(memory.posted().len(), 1);
}
