//! What went wrong, in the words of the reader.

use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::values::Language;
use minato_types::words;

use crate::language::locale_of;
use crate::words::words_of;

/// What happened and how to mend it.
pub fn problem(error: &ClientError, language: Language) -> String {
    let locale = locale_of(language);
    match error {
        ClientError::Problem {
            problem,
            retry_after_seconds: Some(seconds),
        } if problem.code == ProblemCode::TooManyRequests => {
            format!(
                "{} {}",
                words::problem(problem.code, language),
                wait(*seconds, language)
            )
        }
        ClientError::Problem { problem, .. } => words::problem(problem.code, language).to_owned(),
        ClientError::Network(_) => words_of!(locale, app.errors.network).to_owned(),
        ClientError::UnexpectedAnswer(_) => words_of!(locale, app.errors.unexpected).to_owned(),
    }
}

fn wait(seconds: u32, language: Language) -> String {
    let locale = locale_of(language);
    if seconds <= 90 {
        words_of!(locale, app.errors.waitSeconds, seconds = seconds)
    } else {
        words_of!(
            locale,
            app.errors.waitMinutes,
            minutes = seconds.div_ceil(60)
        )
    }
}

#[cfg(test)]
mod tests {
    use minato_types::Problem;

    use super::*;

    fn refused(code: ProblemCode, retry_after_seconds: Option<u32>) -> ClientError {
        let problem = Box::new(Problem::new(code, Language::En));
        ClientError::Problem {
            problem,
            retry_after_seconds,
        }
    }

    #[test]
    fn the_words_are_those_of_the_contract_in_the_language_of_the_reader() {
        for code in ProblemCode::ALL {
            let said = problem(&refused(*code, None), Language::Ja);
            assert_eq!(said, words::problem(*code, Language::Ja));
        }
    }

    #[test]
    fn a_wait_is_told_in_seconds_or_minutes() {
        let soon = problem(
            &refused(ProblemCode::TooManyRequests, Some(10)),
            Language::En,
        );
        assert!(soon.ends_with("Please try again in 10 seconds."), "{soon}");
        let later = problem(
            &refused(ProblemCode::TooManyRequests, Some(601)),
            Language::Ja,
        );
        assert!(
            later.ends_with("約 11 分後にもう一度お試しください。"),
            "{later}"
        );
    }

    #[test]
    fn a_lost_connection_is_no_fault_of_the_reader() {
        let said = problem(&ClientError::Network("reset".into()), Language::En);
        assert!(said.contains("connection") && !said.contains("reset"));
    }
}
