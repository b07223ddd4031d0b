//! Names the rules that the program is built with: a snapshot of what they derived is good for them alone.
//!
//! The name is a hash over every source of `trading` and over the snapshot's own form, so that nobody has to
//! remember to raise a number when a rule changes what an event does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const RULES: &str = "../trading/src";
const FORM: &str = "src/ledger/snapshot.rs";

fn main() -> io::Result<()> {
    let mut sources = vec![PathBuf::from(FORM)];
    gather(Path::new(RULES), &mut sources)?;
    sources.sort();
    let mut hasher = blake3::Hasher::new();
    for source in &sources {
        println!("cargo::rerun-if-changed={}", source.display());
        let text = fs::read(source)?;
        let (name, length) = (source.to_string_lossy().replace('\\', "/"), text.len().to_le_bytes());
        hasher.update(name.as_bytes()).update(&length).update(&text);
    }
    println!("cargo::rerun-if-changed={RULES}");
    println!("cargo::rustc-env=LAKH_RULES={}", hasher.finalize().to_hex());
    Ok(())
}

fn gather(dir: &Path, sources: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
    Ok(())
}
