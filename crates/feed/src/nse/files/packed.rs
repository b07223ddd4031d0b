//! Plain, gzipped or zipped: told by the first bytes, unpacked within bounds.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::refused::FileError;

/// No file may be larger than this when unpacked, in bytes. The largest daily file is below 1 MB.
pub const LARGEST: usize = 64_000_000;
/// An archive of more files is not read: a year of days has 250.
const MOST_FILES: usize = 1_000;

/// A file's own name and bytes.
pub(super) struct Unpacked {
    /// The name of the file itself, inside the archive where there is one.
    pub(super) name: String,
    bytes: Vec<u8>,
}

/// Opens what is packed and bounds what is not.
pub(super) fn unpack(name: &str, bytes: &[u8]) -> Result<Unpacked, FileError> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let unpacked = if bytes.starts_with(&[0x1f, 0x8b]) {
        let inner = name.strip_suffix(".gz").unwrap_or(name);
        Unpacked { name: inner.into(), bytes: bounded(MultiGzDecoder::new(bytes))? }
    } else if bytes.starts_with(b"PK") {
        only_file(bytes)?
    } else {
        Unpacked { name: name.into(), bytes: bounded(bytes)? }
    };
    if unpacked.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FileError::Empty);
    }
    Ok(unpacked)
}

impl Unpacked {
    /// The content as text, without a byte-order mark; a web page is refused as such.
    pub(super) fn text(&self) -> Result<&str, FileError> {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes);
        let text =
            std::str::from_utf8(bytes).map_err(|wrong| FileError::NotText { at: wrong.valid_up_to() })?;
        if text.trim_start().starts_with('<') {
            return Err(FileError::WebPage);
        }
        Ok(text)
    }
}

/// The files of a zip archive, unpacked one by one as they are asked for.
pub(super) struct Archived<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Their names, the last to be read first.
    names: Vec<String>,
}

/// Opens a zip archive of several files; none when it is no archive or holds one file, which is as good as a plain one.
pub(super) fn archived(bytes: &[u8]) -> Result<Option<Archived<'_>>, FileError> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| FileError::Packed { reason: error.to_string() })?;
    let mut names: Vec<String> =
        archive.file_names().filter(|name| !name.ends_with('/')).map(Into::into).collect();
    if names.len() > MOST_FILES {
        let reason =
            format!("it holds {} files, and no more than {MOST_FILES} are read at once", names.len());
        return Err(FileError::Packed { reason });
    }
    // In the order of their names, so that the lists of days come in the order of the days.
    names.sort_by(|one, other| other.cmp(one));
    Ok((names.len() > 1).then_some(Archived { archive, names }))
}

impl Iterator for Archived<'_> {
    type Item = (String, Result<Vec<u8>, FileError>);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.names.pop()?;
        let opened = self.archive.by_name(&name);
        let read = opened.map_err(|error| FileError::Packed { reason: error.to_string() }).and_then(bounded);
        Some((name, read))
    }
}

/// The one file of a zip archive; folders do not count.
fn only_file(bytes: &[u8]) -> Result<Unpacked, FileError> {
    let wrong = |reason: &dyn ToString| FileError::Packed { reason: reason.to_string() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    let files: Vec<String> =
        archive.file_names().filter(|name| !name.ends_with('/')).map(Into::into).collect();
    let [name] = files.as_slice() else {
        return Err(wrong(&format!("it holds {} files where one is expected", files.len())));
    };
    let file = archive.by_name(name).map_err(|error| wrong(&error))?;
    Ok(Unpacked { name: name.rsplit('/').next().unwrap_or(name).into(), bytes: bounded(file)? })
}

/// Everything that a reader gives, or a refusal when it is more than `LARGEST`.
fn bounded(reader: impl Read) -> Result<Vec<u8>, FileError> {
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| FileError::Packed { reason: error.to_string() })?;
    if bytes.len() > LARGEST { Err(FileError::TooLarge) } else { Ok(bytes) }
}
