//! Whether the time of an answer tells what the answer does not: who exists, who may sign in, who
//! belongs where. Every class is measured in turns, in an order of chance, so that whatever else the
//! machine does falls on all alike; then the distributions are compared.
//!
//! The measure is the probability that a sample of one class took longer than one of the other
//! (the area under the ROC curve): 0.5 tells nothing. Where it is above the limit, more samples
//! are taken **in addition** and all are judged together: chance grows less likely by it, a leak
//! more visible. No sample is ever thrown away.
//!
//! `MINATO_TEST_TIMING_SAMPLES=20000` takes more samples, with a limit of 0.55.

use std::time::Instant;

use chrono::TimeDelta;
use minato_server::config::PasswordCost;
use minato_types::auth::{LogInRequest, RequestPasswordResetRequest};

use super::crowd::{self, Somebody};
use super::dice::Dice;
use crate::accounts::write;
use crate::app::TestApp;
use crate::people::{HANAKO, JIRO};
use minato_client::Client;
use minato_db::models::accounts;

const SAMPLES: usize = 300;
const LIMIT: f64 = 0.6;
const LIMIT_BY_HAND: f64 = 0.55;

/// How often all samples are taken once more where the limit is passed.
const EXTENSIONS: usize = 2;

/// Against whom the password or the wish for a link is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Known,
    Unknown,
    Suspended,
    Expired,
    OtherMember,
    UnknownMember,
}

const CLASSES: [Class; 6] = [
    Class::Known,
    Class::Unknown,
    Class::Suspended,
    Class::Expired,
    Class::OtherMember,
    Class::UnknownMember,
];

/// The people of one run: a quarter is suspended, one has expired, and two can sign in, of whom one
/// is asked for at another member. Nobody is asked for twice until the mails are delivered: a
/// second wish for a link would find the first one waiting.
struct Crew(Vec<Somebody>);

const CREW: usize = 400;

impl Crew {
    async fn enter(app: &TestApp) -> Self {
        let people = crowd::enter(app, CREW).await;
        let others: Vec<_> = people.iter().map(|person| person.id).collect();
        write(app, HANAKO, move |tx, scope| {
            let yesterday = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
            for (n, id) in others.iter().enumerate() {
                match n % 4 {
                    1 => {
                        let account = accounts::get(tx, scope, *id)?;
                        assert!(accounts::suspend(tx, &account, 1)?);
                    }
                    2 => accounts::set_valid_until(tx, scope, *id, yesterday)?,
                    _ => {}
                }
            }
            Ok(())
        })
        .await;
        Self(people)
    }

    fn of(&self, class: Class, n: usize) -> (String, String) {
        let person = |quarter: usize| self.0[n * 4 % CREW + quarter].email.clone();
        let own = HANAKO.member_number.to_owned();
        let number = n % (CREW / 4);
        match class {
            Class::Known => (own, person(0)),
            Class::Suspended => (own, person(1)),
            Class::Expired => (own, person(2)),
            Class::Unknown => (own, format!("none-{number}@minato-shoji.example")),
            Class::OtherMember => (JIRO.member_number.to_owned(), person(3)),
            Class::UnknownMember => (
                "M00-99999".to_owned(),
                format!("void-{number}@minato-shoji.example"),
            ),
        }
    }
}

/// The probability that a value of `left` is larger than one of `right`; ties count half.
fn auc(left: &[u128], right: &[u128]) -> f64 {
    let mut sorted = right.to_vec();
    sorted.sort_unstable();
    let mut twice = 0;
    for value in left {
        let smaller = sorted.partition_point(|other| other < value);
        let not_larger = sorted.partition_point(|other| other <= value);
        twice += smaller + not_larger;
    }
    let pairs = left.len() * right.len() * 2;
    f64::from(u32::try_from(twice * 1000 / pairs).expect("a small number")) / 1000.0
}

/// How far a class is from telling nothing: 0.5 at best.
fn distance(left: &[u128], right: &[u128]) -> f64 {
    let auc = auc(left, right);
    auc.max(1.0 - auc)
}

/// How long each sample of each class took, in nanoseconds.
type Times = [Vec<u128>; CLASSES.len()];

/// The worst of all pairs of classes.
fn worst(times: &Times) -> (f64, [Class; 2]) {
    let mut worst = (0.0, [CLASSES[0]; 2]);
    for (n, left) in times.iter().enumerate() {
        for (m, right) in times.iter().enumerate().skip(n + 1) {
            let distance = distance(left, right);
            if distance > worst.0 {
                worst = (distance, [CLASSES[n], CLASSES[m]]);
            }
        }
    }
    worst
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    WrongPassword,
    Reset,
}

impl Question {
    async fn ask(self, client: &Client, (number, email): (String, String)) -> u128 {
        let begin = Instant::now();
        match self {
            Self::WrongPassword => {
                let request = LogInRequest {
                    member_number: Some(number),
                    email,
                    password: "wrong".to_owned(),
                };
                let answer = client.log_in(&request).await;
                let elapsed = begin.elapsed().as_nanos();
                let code = answer.expect_err("a refusal").code();
                assert_eq!(code, Some(minato_types::problem::ProblemCode::SignInFailed));
                elapsed
            }
            Self::Reset => {
                let request = RequestPasswordResetRequest {
                    member_number: Some(number),
                    email,
                };
                client
                    .request_password_reset(&request)
                    .await
                    .expect("an answer");
                begin.elapsed().as_nanos()
            }
        }
    }
}

/// Takes samples of every class, each round in another order.
async fn sample(
    app: &TestApp,
    crew: &Crew,
    question: Question,
    count: usize,
    times: &mut Times,
    dice: &mut Dice,
) {
    let client = app.anonymous();
    for n in 0..count {
        let mut order: Vec<usize> = (0..CLASSES.len()).collect();
        dice.shuffle(&mut order);
        for class in order {
            let who = crew.of(CLASSES[class], n);
            let elapsed = question.ask(&client, who).await;
            // The first few warm everything up.
            if n >= 10 {
                times[class].push(elapsed);
            }
        }
        app.pass(TimeDelta::minutes(15));
        if n % 100 == 99 {
            app.deliver().await;
        }
    }
}

async fn judge(question: Question) {
    let by_hand = std::env::var("MINATO_TEST_TIMING_SAMPLES").ok();
    let samples = by_hand
        .as_ref()
        .map_or(SAMPLES, |count| count.parse().expect("a number"));
    let limit = if by_hand.is_some() {
        LIMIT_BY_HAND
    } else {
        LIMIT
    };
    let app = TestApp::start_with(|settings| {
        settings.password_cost = PasswordCost {
            memory_kib: 1024,
            iterations: 1,
        };
    })
    .await;
    let crew = Crew::enter(&app).await;
    let (mut times, mut dice) = (Times::default(), Dice::new(4));
    let before = app.app.hasher.runs();
    for extension in 0..=EXTENSIONS {
        sample(&app, &crew, question, samples + 10, &mut times, &mut dice).await;
        let (worst, pair) = worst(&times);
        let count = times[0].len();
        println!(
            "{question:?}: {count} samples of each of {} classes, worst AUC {worst:.3} between {pair:?}",
            CLASSES.len()
        );
        assert!(times.iter().all(|times| times.len() == count) && count >= samples);
        if worst <= limit {
            break;
        }
        assert!(
            extension < EXTENSIONS,
            "{question:?}: the time of an answer tells {pair:?} apart: {worst:.3}"
        );
    }
    if question == Question::WrongPassword {
        let asked = times[0].len() / samples * (samples + 10) * CLASSES.len();
        let runs = usize::try_from(app.app.hasher.runs() - before).expect("a count");
        assert_eq!(runs, asked, "one hash for each try, whoever it is for");
    }
    app.deliver().await;
    app.finish().await;
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn the_time_of_a_refused_password_tells_nothing() {
    judge(Question::WrongPassword).await;
}

#[actix_web::test]
#[ignore = "a campaign"]
async fn the_time_of_an_answer_to_a_wish_for_a_link_tells_nothing() {
    judge(Question::Reset).await;
}

/// The measure sees what differs and nothing where nothing does.
#[test]
fn the_measure_tells_distributions_apart() {
    let even: Vec<u128> = (0..300).collect();
    let later: Vec<u128> = (100..400).collect();
    assert!((distance(&even, &even) - 0.5).abs() < 0.01);
    assert!(distance(&even, &later) > 0.7);
    assert!((distance(&even, &later) - distance(&later, &even)).abs() < 0.01);
}
