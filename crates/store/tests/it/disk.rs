//! A disk that takes no more: the write fails by name, nothing is half there, and what was acknowledged stays.

#![cfg(unix)]

use std::path::Path;
use std::process::{Child, Command, Stdio};

use store::{DataDir, Profile};
use tempfile::TempDir;

use crate::child;
use crate::scene::{Scene, opening, wall};

/// Lets the child write until it is refused, and checks what is there afterwards.
async fn check_refused(
    dir: &DataDir,
    profile: &Profile,
    mut child: Child,
    expected: &str,
    make_room: impl FnOnce(),
) {
    let said: Vec<String> = child::lines(&mut child).collect();
    assert!(child.wait().unwrap().success());
    let (refusal, acknowledged) = said.split_last().unwrap();
    assert!(refusal.starts_with(expected), "{refusal}");
    assert!(acknowledged.len() > 10, "some orders were written before");
    make_room();
    let ledger = crate::scene::open(dir, &profile.id).await.unwrap();
    let verification = ledger.verify().await.unwrap();
    assert_eq!(verification.differences, []);
    let written = 1 + 2 * u64::try_from(acknowledged.len()).unwrap();
    assert_eq!(verification.events, written, "what was acknowledged and nothing else");
}

fn start(mut command: Command) -> Child {
    command.env("LAKH_TEST_FROM", "1").env("LAKH_TEST_TO", "100000").spawn().unwrap()
}

#[tokio::test]
async fn files_that_may_not_grow_fail_the_order_and_nothing_else() {
    let Scene { dir, profile, ledger, _temp, .. } = Scene::new().await;
    ledger.close().await.unwrap();
    // The shell limits the size of every file of the child; the signal that would end it is ignored.
    let child = child::command("child::places_orders", &dir, &profile.id);
    let mut limited = Command::new("sh");
    limited.arg("-c").arg("trap '' XFSZ; ulimit -f 1500; exec \"$0\" \"$@\"");
    limited.arg(child.get_program()).args(child.get_args());
    for (name, value) in child.get_envs() {
        limited.env(name, value.unwrap());
    }
    limited.stdin(Stdio::null()).stdout(Stdio::piped());
    check_refused(&dir, &profile, start(limited), "refused not_permitted", || {}).await;
}

/// A file system of its own in memory, gone when dropped.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let temp = TempDir::new().unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
            .arg(temp.path())
            .stderr(Stdio::null())
            .status();
        mount.is_ok_and(|status| status.success()).then_some(Self(temp))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Twice the room.
    fn grow(&self) {
        let grown = Command::new("mount").args(["-o", "remount,size=6m"]).arg(self.path()).status().unwrap();
        assert!(grown.success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // What cannot be unmounted here is unmounted with the machine.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_fails_the_order_and_nothing_else() {
    let Some(disk) = SmallDisk::mount() else {
        println!("did not run: only the super-user may make a small disk");
        return;
    };
    let dir = DataDir::at(disk.path().join("data")).unwrap();
    let profiles = crate::scene::profiles(&dir).await.unwrap();
    let profile = profiles.create("Meera", false, wall(0)).await.unwrap();
    profiles.close().await.unwrap();
    let ledger = crate::scene::open(&dir, &profile.id).await.unwrap();
    ledger.open_account(&opening("first")).await.unwrap();
    ledger.close().await.unwrap();
    let child = start(child::command("child::places_orders", &dir, &profile.id));
    // With some room again, as the user is told to make, everything goes on.
    check_refused(&dir, &profile, child, "refused disk_full", || disk.grow()).await;
    let profiles = crate::scene::profiles(&dir).await.unwrap();
    profiles.create("Ravi", false, wall(1)).await.unwrap();
}
