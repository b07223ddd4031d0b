//! WebKitWebDriver: started on a free port, stopped with the test, spoken to as W3C WebDriver says.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Method};
use serde_json::{Value, json};

/// How long a driver may take to come up.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a command may take: a web view that draws nothing never answers when asked for a picture.
const LIMIT: Duration = Duration::from_secs(15);

/// A running driver; it ends with this value.
pub(crate) struct Driver {
    process: Child,
    address: String,
    client: Client,
}

/// What the driver refused: its short word (`no such element`) and its sentence.
#[derive(Debug)]
pub(crate) struct Refused {
    /// The error code of the standard.
    pub(crate) code: String,
    /// What the driver says of it.
    pub(crate) message: String,
}

impl Driver {
    /// Starts a driver whose programs see these variables beside its own.
    pub(crate) async fn start(variables: &[(&str, &Path)]) -> Driver {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs(variables.iter().copied())
            // What makes a Tauri window let itself be driven.
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is missing; `cargo xtask fetch-system-packages` installs it");
        // A proxy of the machine has no business between a test and its driver.
        let client = Client::builder().no_proxy().timeout(LIMIT).build().unwrap();
        let driver = Driver { process, address: format!("http://127.0.0.1:{port}"), client };
        let start = Instant::now();
        while driver.ask(Method::GET, "/status", &Value::Null).await.is_err() {
            assert!(start.elapsed() < PATIENCE, "WebKitWebDriver did not come up");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        driver
    }

    /// Opens a program's window and answers with the name of its session.
    pub(crate) async fn open(&self, program: &Path) -> String {
        let options = json!({ "binary": program, "args": [] });
        let wish = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = self.ask(Method::POST, "/session", &wish).await.unwrap();
        answer["sessionId"].as_str().unwrap().to_owned()
    }

    /// Kills the programs that this driver started, with no word to them.
    pub(crate) fn kill_programs(&self) {
        for program in self.programs() {
            assert!(Command::new("kill").args(["-9", &program]).status().unwrap().success());
        }
    }

    /// Waits until the programs that this driver started are gone: a second one would find the first still there.
    pub(crate) async fn programs_ended(&self) {
        let start = Instant::now();
        while !self.programs().is_empty() {
            assert!(start.elapsed() < PATIENCE, "a program does not end");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The processes that this driver started.
    pub(crate) fn programs(&self) -> Vec<String> {
        let driver = self.process.id();
        let children = std::fs::read_to_string(format!("/proc/{driver}/task/{driver}/children")).unwrap();
        children.split_whitespace().map(str::to_owned).collect()
    }

    /// One command of the standard; its answer's `value`.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: &Value) -> Result<Value, Refused> {
        let mut request = self.client.request(method, format!("{}{path}", self.address));
        if !body.is_null() {
            request = request.json(body);
        }
        let lost = |error: reqwest::Error| Refused { code: "lost".to_owned(), message: error.to_string() };
        let mut answer: Value = request.send().await.map_err(lost)?.json().await.map_err(lost)?;
        let value = answer["value"].take();
        match value["error"].as_str() {
            None => Ok(value),
            Some(code) => Err(Refused { code: code.to_owned(), message: value["message"].to_string() }),
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A driver that is already gone is as good as one that stops now.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
