use std::fmt;

use askama::Template;

use crate::RenderError;

/// A mail in words: the same told as text and as HTML.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// Plain text; lines are divided by line feeds.
    pub text: String,
    /// A whole HTML document.
    pub html: String,
}

impl Rendered {
    pub(crate) fn from_templates(
        subject: &impl Template,
        text: &impl Template,
        html: &impl Template,
    ) -> Result<Self, RenderError> {
        let subject = subject.render()?.trim().to_owned();
        if subject.is_empty() || subject.contains(char::is_control) {
            return Err(RenderError::SubjectNotOneLine);
        }
        Ok(Self {
            subject,
            text: whole_lines(&text.render()?),
            html: whole_lines(&html.render()?),
        })
    }
}

/// The text without blank edges, ending with one line feed.
fn whole_lines(text: &str) -> String {
    format!("{}\n", text.trim())
}

/// Text and HTML hold codes and links: they do not get into a log by accident.
impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}
