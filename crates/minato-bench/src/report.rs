//! The figures as tables in Markdown, as they stand in `docs/PERFORMANCE.md`.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use minato_db::Backend;

use crate::figures::{Figures, Series, Side};
use crate::work::{PACE, Work};

/// The measurements of one work on one database.
pub(crate) struct Comparison {
    pub(crate) backend: Backend,
    pub(crate) rows: u32,
    pub(crate) work: Work,
    pub(crate) product: Series,
    pub(crate) floor: Series,
    /// What 99 in 100 answers of the product take at most at a steady pace, if that is limited.
    pub(crate) paced_p99_ms: Option<f64>,
}

/// How many statements one request takes.
pub(crate) struct Statements {
    pub(crate) work: Work,
    pub(crate) product: f64,
    pub(crate) floor: f64,
}

impl Comparison {
    /// How much of the floor's answers per second the product gives.
    fn ratio(&self) -> f64 {
        self.product.median(|f| f.per_second) / self.floor.median(|f| f.per_second)
    }

    fn is_good(&self) -> bool {
        let paced = self.work.paced_limit().zip(self.paced_p99_ms);
        self.ratio() >= self.work.target(self.backend)
            && paced.is_none_or(|(limit, p99)| p99 < limit)
    }

    /// One line per side, the floor first.
    pub(crate) fn lines(&self) -> String {
        let mut end = format!(
            "**{:.2}** (target {:.1})",
            self.ratio(),
            self.work.target(self.backend)
        );
        if let Some((limit, p99)) = self.work.paced_limit().zip(self.paced_p99_ms) {
            let _ = write!(end, "; p99 at {PACE}/s {p99:.2} ms (target {limit:.0})");
        }
        [
            self.line(Side::Floor, &self.floor, ""),
            self.line(Side::Product, &self.product, &end),
        ]
        .join("\n")
    }

    fn line(&self, side: Side, series: &Series, end: &str) -> String {
        let middle = |of: fn(&Figures) -> f64| series.median(of);
        let (least, most) = series.range(|f| f.per_second);
        let per_second = grouped(middle(|f| f.per_second));
        let cpu = match self.backend {
            Backend::Sqlite => format!("{:.3}", middle(|f| f.server_cpu_ms)),
            Backend::Postgres => format!(
                "{:.3} + {:.3}",
                middle(|f| f.server_cpu_ms),
                middle(|f| f.database_cpu_ms)
            ),
        };
        format!(
            "| {} | {} | {} | {} | {} / **{per_second}** / {} | {cpu} | {:.2} / {:.2} | {end} |",
            name(self.backend),
            grouped(self.rows.into()),
            self.work.name(),
            side.name(),
            grouped(least),
            grouped(most),
            middle(|f| f.p50_ms),
            middle(|f| f.p99_ms),
        )
    }
}

/// The head of the table of comparisons.
pub(crate) const HEAD: &str = "\
| database | rows | work | side | requests/s (min / median / max) | CPU ms (server + database) | p50 / p99 ms | of the floor |
|---|---|---|---|---|---|---|---|";

/// The table of statements.
pub(crate) fn statements(counted: &[Statements]) -> String {
    let head = "| work | statements between `BEGIN` and `COMMIT`: floor | product |\n|---|---|---|"
        .to_owned();
    let lines = counted.iter().map(|it| {
        let work = it.work.name();
        format!("| {work} | {:.1} | {:.1} |", it.floor, it.product)
    });
    let lines: Vec<String> = std::iter::once(head).chain(lines).collect();
    lines.join("\n")
}

/// Fails if something is slower than it must be.
pub(crate) fn judge(comparisons: &[Comparison]) -> Result<()> {
    let slow: Vec<String> = comparisons
        .iter()
        .filter(|comparison| !comparison.is_good())
        .map(Comparison::lines)
        .collect();
    ensure!(
        slow.is_empty(),
        "slower than the targets:\n{}",
        slow.join("\n")
    );
    Ok(())
}

pub(crate) const fn name(backend: Backend) -> &'static str {
    match backend {
        Backend::Sqlite => "SQLite",
        Backend::Postgres => "PostgreSQL",
    }
}

/// A whole number with commas between the thousands.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(work: Work, backend: Backend, product: f64, floor: f64) -> Comparison {
        let series = |per_second| {
            let mut series = Series::default();
            series.push(Figures {
                per_second,
                server_cpu_ms: 0.1,
                database_cpu_ms: 0.2,
                p50_ms: 1.0,
                p99_ms: 2.0,
            });
            series
        };
        Comparison {
            backend,
            rows: 1_000_000,
            work,
            product: series(product),
            floor: series(floor),
            paced_p99_ms: None,
        }
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let numbers = [0.0, 999.4, 1000.0, 1_234_567.0].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn creating_on_sqlite_must_reach_the_whole_floor_and_all_else_half_of_it() {
        let half = comparison(Work::Create, Backend::Postgres, 500.0, 1000.0);
        assert!(judge(&[half]).is_ok());
        let slow = comparison(Work::Create, Backend::Sqlite, 999.0, 1000.0);
        let error = judge(&[slow]).unwrap_err().to_string();
        assert!(
            error.contains("create") && error.contains("1,000,000"),
            "{error}"
        );
    }
}
