//! `minato member`: companies are registered.

use minato_db::DbError;
use minato_db::models::{member_options, members};
use minato_types::company::CompanyOptionKind;
use minato_types::values::MemberNumber;

use crate::desk::{Desk, read};

const CREATE: [&str; 8] = [
    "member",
    "create",
    "--number",
    "M00-00001",
    "--name",
    "Minato",
    "--address",
    "Tokyo",
];

#[actix_web::test]
async fn a_member_is_registered_with_its_options() {
    let desk = Desk::new().await;
    let options = ["--option", "portPlus", "--option", "portPlus"];
    let told = desk.done(&[&CREATE[..], &options].concat());
    assert_eq!(told, "Registered M00-00001.\n");
    let number = MemberNumber::parse("M00-00001").unwrap();
    let kinds = read(&desk, move |tx| {
        let (scope, _) = members::find_by_number(tx, &number)?.ok_or(DbError::NotFound)?;
        let options = member_options::list(tx, scope)?;
        Ok(options
            .iter()
            .map(|option| option.kind.0)
            .collect::<Vec<_>>())
    })
    .await;
    assert_eq!(kinds, [CompanyOptionKind::PortPlus]);
    let told = desk.refused(&CREATE);
    assert!(
        told.contains("the member M00-00001 exists already"),
        "{told}"
    );
    let told = desk.refused(&[&CREATE[..], &["--option", "boats"]].concat());
    assert!(told.contains("Choose one of the options"), "{told}");
}
