use std::path::PathBuf;

use actix_web::web::Data;
use minato_types::values::MemberNumber;

use crate::app::App;
use crate::audit::check::Check;
use crate::audit::checkpoint::CheckpointKey;
use crate::audit::kept::Kept;
use crate::jobs::audit_checkpoints;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Check every chain, text and checkpoint; exits with 1 if anything is wrong
    Verify(VerifyArgs),
    /// Make a checkpoint of every chain that has grown, now
    Checkpoint,
}

#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    /// Check the chain of this member only, such as M97-00339
    #[arg(long)]
    member: Option<MemberNumber>,
    /// A file of checkpoints that was kept elsewhere: lines of JSON, or a JSON log with them;
    /// may be given several times
    #[arg(long, value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// Texts of events older than so many days may be gone (instead of the setting)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(0..=36_500))]
    text_days: Option<i64>,
}

pub(super) fn run(verb: Verb) -> super::Result {
    match verb {
        Verb::Verify(args) => verify(&args),
        Verb::Checkpoint => checkpoint(),
    }
}

fn verify(args: &VerifyArgs) -> super::Result {
    let (settings, db) = super::open()?;
    let key = CheckpointKey::derive(&settings.secret_key);
    let mut kept = Kept::default();
    for path in &args.checkpoints {
        let read = kept.read(path, &key);
        read.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    if !args.checkpoints.is_empty() && kept.lines == 0 {
        return Err("there are no checkpoints in these files".into());
    }
    let mut settings = settings.audit;
    settings.text_days = args.text_days.unwrap_or(settings.text_days);
    let lines = kept.lines;
    let check = Check {
        db,
        key,
        settings,
        kept,
    };
    let report = super::block_on(check.run(args.member.as_ref()))?;
    if report.chains == 0 {
        return Err("there is no such member".into());
    }
    let checked = format!(
        "Checked {} chains, {} events, {} texts, {} checkpoints, {lines} kept checkpoints.",
        report.chains, report.events, report.texts, report.checkpoints
    );
    if report.faults.is_empty() {
        super::say(&format!("{checked}\nNothing is wrong."));
        return Ok(());
    }
    let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
    let (count, faults) = (faults.len(), faults.join("\n"));
    Err(format!("the trail is not whole: {count} faults\n{faults}\n{checked}").into())
}

fn checkpoint() -> super::Result {
    let (settings, db) = super::open()?;
    let app = Data::new(App::new(settings, db)?);
    let made = super::block_on(audit_checkpoints::make(&app))?;
    super::say(&format!("Made {made} checkpoints."));
    Ok(())
}
