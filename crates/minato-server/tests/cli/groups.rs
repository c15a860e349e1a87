//! `minato group`: the groups of members, seen and set.

use crate::desk::{Desk, done};

const MEMBER: [&str; 2] = ["--member", "M97-00339"];

fn of_member<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&["group"], words, &MEMBER].concat()
}

fn load_demo(desk: &Desk) {
    let mut demo = desk.command(&["demo"]);
    done(demo.env("MINATO_DEMO", "true").output().unwrap());
}

#[actix_web::test]
async fn what_is_exported_is_imported_again_and_changes_nothing() {
    let desk = Desk::new().await;
    load_demo(&desk);
    let table = desk.done(&of_member(&["export"]));
    assert!(
        table.starts_with("\u{feff}memberNumber,group,email,service,contractNumber,permission")
    );
    assert!(table.contains("M97-00339,,hanako@minato-shoji.example,,,\r\n"));
    let file = desk.file("groups.csv", table.as_bytes());
    let words = ["group", "import", file.to_str().unwrap()];
    let rows = table.lines().count() - 1;
    let told = desk.done(&words);
    let expected = format!("Imported {rows} rows of groups");
    assert!(told.starts_with(&expected), "{told}");
    assert_eq!(desk.done(&of_member(&["export"])), table);

    let fewer = table.replace(",cloud-pbx,,edit", ",cloud-pbx,,view");
    assert_ne!(fewer, table);
    let file = desk.file("fewer.csv", fewer.as_bytes());
    desk.done(&["group", "import", file.to_str().unwrap()]);
    assert_eq!(desk.done(&of_member(&["export"])), fewer);
}

#[actix_web::test]
async fn a_service_is_renamed_by_its_short_name() {
    let desk = Desk::new().await;
    load_demo(&desk);
    let words = ["service", "update", "cloud-pbx", "--name-ja", "灯台電話"];
    assert_eq!(desk.done(&words), "Changed cloud-pbx.\n");
    let listed = desk.done(&["service", "list"]);
    assert!(listed.contains("cloud-pbx\tvoice\t灯台電話\t"), "{listed}");
    let told = desk.refused(&["service", "update", "boats", "--name-ja", "舟"]);
    assert!(told.contains("there is no service boats"), "{told}");
}

#[actix_web::test]
async fn a_group_is_made_listed_and_deleted_by_its_name() {
    let desk = Desk::new().await;
    load_demo(&desk);
    let before = desk.done(&of_member(&["list"]));
    assert!(
        before.starts_with("(every contract)\t1 people, 0 services, 0 contracts\n"),
        "{before}"
    );
    let name = ["--name", "見守り"];
    let add = [of_member(&["add"]), name.to_vec()].concat();
    assert_eq!(desk.done(&add), "Made 見守り at M97-00339.\n");
    let told = desk.refused(&add);
    assert!(told.contains("name: "), "{told}");
    let listed = desk.done(&of_member(&["list"]));
    assert!(
        listed.contains("見守り\t0 people, 0 services, 0 contracts\n"),
        "{listed}"
    );
    let delete = [of_member(&["delete"]), name.to_vec()].concat();
    assert_eq!(desk.done(&delete), "Deleted 見守り at M97-00339.\n");
    let told = desk.refused(&delete);
    assert!(told.contains("there is no group 見守り"), "{told}");
    assert_eq!(desk.done(&of_member(&["list"])), before);
    let told = desk.refused(&["group", "list", "--member", "M99-99999"]);
    assert!(told.contains("there is no member M99-99999"), "{told}");
}
