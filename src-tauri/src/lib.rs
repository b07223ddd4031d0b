//! The desktop app: the window, the tray and the command line over one desk.

#[expect(missing_docs, reason = "the names on the wire are its words; what needs saying is said")]
pub mod wire;
