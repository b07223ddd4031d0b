//! Fuzzing of the decoders: every target of `crates/feed/fuzz` for some seconds, where cargo-fuzz is at
//! hand. The ordinary tests drive the same decoders with changed seeds; this goes further.

use anyhow::Context as _;
use xshell::{Shell, cmd};

/// Memory that a target may take, in megabytes: a few times the largest answer.
const MEMORY: &str = "1024";
/// The longest input that is tried, in bytes.
const LONGEST: &str = "65536";

/// Runs every target for so many seconds; says so when it cannot.
///
/// # Errors
/// When a target finds bytes that a decoder does not answer.
pub(crate) fn fuzz(sh: &Shell, seconds: u32) -> anyhow::Result<()> {
    if seconds == 0 || cmd!(sh, "cargo fuzz --version").quiet().ignore_stderr().read().is_err() {
        println!("fuzzing did not run: it needs seconds and cargo-fuzz (cargo install cargo-fuzz)");
        return Ok(());
    }
    let _in_feed = sh.push_dir("crates/feed");
    // The sanitizers are unstable options of a stable compiler that is asked nicely; no second compiler is needed.
    let _unstable = sh.push_env("RUSTC_BOOTSTRAP", "1");
    let targets = cmd!(sh, "cargo fuzz list").read()?;
    let seconds = seconds.to_string();
    for target in targets.lines() {
        // New inputs that it finds stay out of the house: only the seeds are kept.
        cmd!(
            sh,
            "cargo fuzz run {target} -- -max_total_time={seconds} -rss_limit_mb={MEMORY} -max_len={LONGEST}"
        )
        .run()
        .with_context(|| format!("{target}: the bytes are in crates/feed/fuzz/artifacts/{target}"))?;
    }
    println!("{} decoders fuzzed for {seconds} s each", targets.lines().count());
    Ok(())
}
