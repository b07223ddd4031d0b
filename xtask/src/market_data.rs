//! `cargo xtask market-data`: derives the built-in market from the exchange's files as facts in our own format.
//!
//! The same input gives the same bytes. Nothing of a file is copied: rows are read, checked against each other
//! and written as whole numbers of paise in our own columns (`assets/market/2026-08/README.md`).

mod derive;
mod read;
mod write;

use std::path::PathBuf;

use anyhow::{Context as _, ensure};

/// Where the files are looked for when no folder is named, from the root of the repository.
const USUAL_FOLDER: &str = "../shared/recorded";
const PACK: &str = "assets/market/2026-08";
/// A repository carries it, and every installer.
const LARGEST_PACK: usize = 3_000_000;

/// Reads the folder of recorded files and writes the built-in market.
pub(crate) fn run(shared: Option<PathBuf>) -> anyhow::Result<()> {
    let folder = shared.unwrap_or_else(|| USUAL_FOLDER.into());
    ensure!(folder.is_dir(), "{} is no folder: name the one with the exchange's files", folder.display());
    let files = read::Files::read(&folder)?;
    let pack = derive::derive(&files)?;
    std::fs::create_dir_all(PACK).with_context(|| format!("{PACK} cannot be made"))?;
    let mut total = 0;
    for (name, table) in write::tables(&pack)? {
        let packed = write::gzipped(&table)?;
        println!("{PACK}/{name}: {} rows, {} bytes", table.rows, packed.len());
        total += packed.len();
        std::fs::write(format!("{PACK}/{name}"), packed)
            .with_context(|| format!("{name} cannot be written"))?;
    }
    ensure!(total <= LARGEST_PACK, "the built-in market takes {total} bytes; it may take {LARGEST_PACK}");
    println!("{total} bytes in all");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::path::Path;

    use super::{PACK, USUAL_FOLDER, derive, read, write};

    #[test]
    fn the_built_in_market_is_what_the_files_say() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = root.join(USUAL_FOLDER);
        if !folder.is_dir() {
            println!("not run: {} is not there", folder.display());
            return;
        }
        let pack = derive::derive(&read::Files::read(&folder).unwrap()).unwrap();
        let unpacked = |packed: &[u8]| {
            let mut text = String::new();
            flate2::read::GzDecoder::new(packed).read_to_string(&mut text).unwrap();
            text
        };
        for (name, table) in write::tables(&pack).unwrap() {
            let packed = std::fs::read(root.join(PACK).join(name)).unwrap();
            let written = unpacked(&write::gzipped(&table).unwrap());
            assert!(unpacked(&packed) == written, "{name} is stale: run `cargo xtask market-data`");
        }
    }
}
