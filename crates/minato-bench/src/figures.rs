//! What was measured.

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// `minato`.
    Product,
    /// What an expert writes by hand.
    Floor,
}

impl Side {
    /// Both, in the order in which they take turns.
    pub(crate) const BOTH: [Self; 2] = [Self::Floor, Self::Product];

    /// The word in the tables.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Floor => "floor",
        }
    }
}

/// What one measurement gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    /// Answers per second.
    pub(crate) per_second: f64,
    /// CPU time of the server for one answer.
    pub(crate) server_cpu_ms: f64,
    /// CPU time of the database's own processes for one answer; zero where it has none.
    pub(crate) database_cpu_ms: f64,
    /// Half of the answers took no longer.
    pub(crate) p50_ms: f64,
    /// 99 in 100 answers took no longer.
    pub(crate) p99_ms: f64,
}

/// The measurements of one side.
#[derive(Debug, Default)]
pub(crate) struct Series(Vec<Figures>);

impl Series {
    /// Adds a measurement.
    pub(crate) fn push(&mut self, figures: Figures) {
        self.0.push(figures);
    }

    /// The figure in the middle.
    pub(crate) fn median(&self, of: impl Fn(&Figures) -> f64) -> f64 {
        let sorted = self.sorted(of);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }

    /// The least and the most.
    pub(crate) fn range(&self, of: impl Fn(&Figures) -> f64) -> (f64, f64) {
        let sorted = self.sorted(of);
        let ends = sorted.first().zip(sorted.last());
        ends.map_or((0.0, 0.0), |(least, most)| (*least, *most))
    }

    fn sorted(&self, of: impl Fn(&Figures) -> f64) -> Vec<f64> {
        let mut all: Vec<f64> = self.0.iter().map(of).collect();
        all.sort_unstable_by(f64::total_cmp);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wild_measurement_does_not_move_the_median() {
        let mut series = Series::default();
        for per_second in [900.0, 10.0, 1000.0] {
            series.push(Figures {
                per_second,
                server_cpu_ms: 0.0,
                database_cpu_ms: 0.0,
                p50_ms: 0.0,
                p99_ms: 0.0,
            });
        }
        assert!((series.median(|f| f.per_second) - 900.0).abs() < 1e-9);
        assert_eq!(series.range(|f| f.per_second), (10.0, 1000.0));
    }
}
