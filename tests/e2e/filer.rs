//! A file manager, as far as a window knows one: it drags files over the window and drops them, as the XDND protocol of
//! X11 says (<https://www.freedesktop.org/wiki/Specifications/XDND/>). What it offers is asked for by the window itself.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use x11rb::CURRENT_TIME;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode, SelectionNotifyEvent,
    SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// How long a window may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks for an answer; the pointer moves on meanwhile.
const GLANCE: Duration = Duration::from_millis(30);
/// The protocol's version, in the highest byte of the word that says it.
const VERSION: u32 = 5 << 24;
/// What a file's address keeps as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

x11rb::atom_manager! {
    /// The protocol's words.
    Words: WordsAsked {
        XdndAware, XdndSelection, XdndEnter, XdndPosition, XdndStatus, XdndLeave, XdndDrop, XdndFinished, XdndActionCopy,
        URI_LIST: b"text/uri-list",
        TARGETS,
        _NET_WM_PID,
    }
}

/// Some files in the hand of somebody who drags them.
pub(crate) struct Dragged {
    screen: RustConnection,
    words: Words,
    hand: Window,
    target: Window,
    /// The addresses of the files, a line each.
    addresses: String,
}

impl Dragged {
    /// Takes files up and looks for the window of a program that lets things be dropped on it.
    pub(crate) fn take(files: &[PathBuf], program: u32) -> Dragged {
        let (screen, number) = RustConnection::connect(None).unwrap();
        let words = Words::new(&screen).unwrap().reply().unwrap();
        let root = screen.setup().roots[number].root;
        let hand = screen.generate_id().unwrap();
        let plain = CreateWindowAux::new();
        screen.create_window(0, hand, root, -9, -9, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &plain).unwrap();
        screen.set_selection_owner(hand, words.XdndSelection, CURRENT_TIME).unwrap();
        let target = ready(&screen, &words, root, program);
        let dragged = Dragged { addresses: addresses(files), screen, words, hand, target };
        dragged.tell(words.XdndEnter, [hand, VERSION, words.URI_LIST, 0, 0]);
        dragged
    }

    /// Moves over the middle of the window until it says that it would take the files.
    pub(crate) fn hover(&self) {
        let start = Instant::now();
        let (x, y) = self.middle();
        for step in 0_u32.. {
            assert!(start.elapsed() < PATIENCE, "the window takes no files");
            let place = (x << 16) | (y + step % 2);
            self.tell(
                self.words.XdndPosition,
                [self.hand, 0, place, CURRENT_TIME, self.words.XdndActionCopy],
            );
            let taken = self.answer(self.words.XdndStatus, GLANCE);
            if taken.is_some_and(|data| data[1] & 1 == 1) {
                return;
            }
        }
    }

    /// Moves away again, with the files still in the hand.
    pub(crate) fn leave(&self) {
        // As long as the window asks for something it is not done with what came before.
        while self.answer(self.words.XdndStatus, 10 * GLANCE).is_some() {}
        self.tell(self.words.XdndLeave, [self.hand, 0, 0, 0, 0]);
    }

    /// Hands over whatever the window has asked for by now.
    pub(crate) fn serve(&self) {
        while let Some(event) = self.screen.poll_for_event().unwrap() {
            if let Event::SelectionRequest(asked) = event {
                self.hand_over(&asked);
            }
        }
    }

    /// Lets go, and hands the files over when the window asks for them.
    pub(crate) fn drop_here(self) {
        self.hover();
        self.tell(self.words.XdndDrop, [self.hand, 0, CURRENT_TIME, 0, 0]);
        assert!(
            self.answer(self.words.XdndFinished, PATIENCE).is_some(),
            "the window never finished the drop"
        );
    }

    fn middle(&self) -> (u32, u32) {
        let size = self.screen.get_geometry(self.target).unwrap().reply().unwrap();
        let root = size.root;
        let at = self.screen.translate_coordinates(self.target, root, 0, 0).unwrap().reply().unwrap();
        let middle = |from: i16, length: u16| u32::try_from(from).unwrap() + u32::from(length / 2);
        (middle(at.dst_x, size.width), middle(at.dst_y, size.height))
    }

    fn tell(&self, what: u32, data: [u32; 5]) {
        let message = ClientMessageEvent::new(32, self.target, what, data);
        self.screen.send_event(false, self.target, EventMask::NO_EVENT, message).unwrap();
        self.screen.flush().unwrap();
    }

    /// Waits for a word of the window, and hands over what it asks for meanwhile.
    fn answer(&self, word: u32, patience: Duration) -> Option<[u32; 5]> {
        let start = Instant::now();
        while start.elapsed() < patience {
            match self.screen.poll_for_event().unwrap() {
                Some(Event::ClientMessage(told)) if told.type_ == word => return Some(told.data.as_data32()),
                Some(Event::SelectionRequest(asked)) => self.hand_over(&asked),
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        }
        None
    }

    fn hand_over(&self, asked: &SelectionRequestEvent) {
        let SelectionRequestEvent { requestor, property, target, selection, .. } = *asked;
        if target == self.words.TARGETS {
            let kinds = [self.words.URI_LIST];
            self.screen
                .change_property32(PropMode::REPLACE, requestor, property, AtomEnum::ATOM, &kinds)
                .unwrap();
        } else {
            let bytes = self.addresses.as_bytes();
            self.screen.change_property8(PropMode::REPLACE, requestor, property, target, bytes).unwrap();
        }
        let here = SelectionNotifyEvent {
            response_type: x11rb::protocol::xproto::SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: asked.time,
            requestor,
            selection,
            target,
            property,
        };
        self.screen.send_event(false, requestor, EventMask::NO_EVENT, here).unwrap();
        self.screen.flush().unwrap();
    }
}

/// The window of a program that lets things be dropped on it; windows of other tests stand on the same screen.
fn ready(screen: &RustConnection, words: &Words, root: Window, program: u32) -> Window {
    let told = |window: Window, word: u32| {
        let told = screen.get_property(false, window, word, AtomEnum::ANY, 0, 1).unwrap().reply().ok()?;
        told.value32()?.next()
    };
    let mut windows = screen.query_tree(root).unwrap().reply().unwrap().children.into_iter();
    let wanted = |window: &Window| {
        told(*window, words._NET_WM_PID) == Some(program) && told(*window, words.XdndAware).is_some()
    };
    windows.find(wanted).expect("the program has no window that lets files be dropped on it")
}

fn addresses(files: &[PathBuf]) -> String {
    let address =
        |file: &PathBuf| format!("file://{}\r\n", percent_encode(file.to_str().unwrap().as_bytes(), KEPT));
    files.iter().map(address).collect()
}
