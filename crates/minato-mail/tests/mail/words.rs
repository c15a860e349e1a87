//! Every sample in every language, word by word.

use minato_mail::{LoginCode, Mail};
use minato_types::values::Language;

use crate::brand;

#[test]
fn every_sample_reads_as_it_was_reviewed() {
    for (number, mail) in Mail::samples().iter().enumerate() {
        for &language in Language::ALL {
            let rendered = mail.render(language, &brand()).unwrap();
            let name = format!("{number}_{}_{language}", mail.kind());
            let text = format!("{}\n\n{}", rendered.subject, rendered.text);
            insta::assert_snapshot!(format!("{name}_text"), text);
            insta::assert_snapshot!(format!("{name}_html"), rendered.html);
        }
    }
}

#[test]
fn every_mail_has_a_sample() {
    let mut kinds = crate::kinds();
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates")).unwrap();
    let mut folders: Vec<_> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.retain(|folder| folder != "layout");
    folders.sort();
    kinds.sort_unstable();
    assert_eq!(kinds, folders);
}

#[test]
fn no_mail_has_loose_ends() {
    for mail in Mail::samples() {
        for &language in Language::ALL {
            let rendered = mail.render(language, &brand()).unwrap();
            assert!(
                rendered.subject.contains("Minato 港"),
                "{}",
                rendered.subject
            );
            assert!(
                rendered
                    .html
                    .starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{language}\">"))
            );
            for part in [&rendered.text, &rendered.html] {
                assert!(part.contains("港 花子") && part.contains("2026"), "{part}");
                assert!(!part.contains("{{") && !part.contains("{%"), "{part}");
                assert!(part.lines().all(|line| line == line.trim_end()), "{part}");
                assert!(!part.contains("\n\n\n"), "{part}");
            }
        }
    }
}

#[test]
fn nothing_in_a_mail_is_fetched_from_anywhere() {
    for mail in Mail::samples() {
        for &language in Language::ALL {
            let html = mail.render(language, &brand()).unwrap().html;
            for loading in ["<img", "<link", "<script", "src=", "url(", "@import"] {
                assert!(!html.contains(loading), "{}: {loading}", mail.kind());
            }
        }
    }
}

#[test]
fn a_code_or_a_link_stands_on_a_line_of_its_own() {
    for mail in Mail::samples() {
        let Some(secret) = mail.secret() else {
            continue;
        };
        for &language in Language::ALL {
            let rendered = mail.render(language, &brand()).unwrap();
            assert_eq!(
                rendered.text.lines().filter(|line| *line == secret).count(),
                1
            );
            assert!(!rendered.subject.contains(secret));
        }
    }
}

#[test]
fn markup_in_a_name_stays_text() {
    let Some(Mail::LoginCode(sample)) = Mail::samples().into_iter().next() else {
        panic!("the first sample is a code");
    };
    let name = "<b onclick=\"x\">& 'Co'".to_owned();
    let mail = Mail::LoginCode(LoginCode {
        name,
        member_name: "<script>".to_owned(),
        ..sample
    });
    for &language in Language::ALL {
        let rendered = mail.render(language, &brand()).unwrap();
        assert!(rendered.text.contains("<b onclick=\"x\">& 'Co'"));
        assert!(!rendered.html.contains("<b onclick") && !rendered.html.contains("<script>"));
    }
}
