//! schemathesis reads the API's description and sends generated requests, as a stranger and as an
//! admin: no server error, and no answer that is not described.

use std::process::{Command, Stdio};

use reqwest::Method;
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::process::{Installation, Process};
use crate::support::tools;

/// Examples for each operation and phase: enough to meet each field's limits, and few enough for a
/// minute.
const EXAMPLES: &str = "40";

#[tokio::test]
async fn the_api_answers_strangers_as_described() {
    let place = place();
    let server = place.serve();
    attack(&place, &server, None);
}

#[tokio::test]
async fn the_api_answers_an_admin_as_described() {
    let place = place();
    let token = place.admin_token("admin,moderate,publish,read");
    let server = place.serve();
    furnish(&server, &token).await;
    attack(&place, &server, Some(&token));
}

fn place() -> Installation {
    Installation::new()
        .with("comments.min_interval", "0")
        .with("mail.transport", "memory")
        .with("comments.policy", "hold_links")
}

/// Articles and comments under the numbers that the attack will guess.
async fn furnish(server: &Process, token: &str) {
    for number in 0..3 {
        let new =
            json!({ "title": format!("Number {number}"), "body": "Mud.", "status": "published" });
        let request =
            server.request(Method::POST, "/api/v1/articles").bearer_auth(token).json(&new);
        let article = Answer::to(request).await.expect(201).json();
        let path = format!("/api/v1/articles/{}/comments", article["id"]);
        let body = json!({ "text": "https://a.test https://b.test", "name": "Jo", "email": "jo@mail.test" });
        let posted =
            server.request(Method::POST, &path).json(&body).send().await.expect("an answer");
        assert_eq!(posted.status(), 202);
    }
}

fn attack(place: &Installation, server: &Process, token: Option<&str>) {
    let url = format!("http://{}/api/v1/openapi.json", server.address);
    let mut command = Command::new(tools::installed("venv/bin/st"));
    command.current_dir(place.folder.path()).stdin(Stdio::null());
    command.args([
        "run",
        &url,
        "--checks",
        "all",
        "--max-examples",
        EXAMPLES,
        "--phases",
        "examples,coverage,fuzzing",
    ]);
    command.args([
        "--workers",
        "1",
        "--seed",
        "7",
        "--request-timeout",
        "20",
        "--no-color",
        "--continue-on-failure",
    ]);
    // Left out: that everything which fits the description is taken. A version may be stale, an
    // article closed.
    command.args(["--exclude-checks", "positive_data_acceptance"]);
    if let Some(token) = token {
        command.args(["--header", &format!("Authorization: Bearer {token}")]);
        // It would lock itself out.
        command.args(["--exclude-path", "/api/v1/tokens/{id}"]);
    }
    let output = command.output().expect("schemathesis runs");
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
}
