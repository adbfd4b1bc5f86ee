//! axe-core, asked about the page that a browser shows.

use std::fs;

use fantoccini::Client;
use serde::Deserialize;

use crate::support::tools;

/// Runs all rules over the page and gives each violation as text: the rule, how bad it is, what to
/// do, and the elements concerned. Needs a page with script on.
pub async fn violations(client: &Client) -> Vec<String> {
    let source = fs::read_to_string(tools::installed("axe.min.js")).expect("axe-core can be read");
    // Sent through the driver, because the page's Content-Security-Policy would refuse a script
    // element.
    client.execute(&source, Vec::new()).await.expect("axe-core can be loaded");
    let result = client.execute_async(RUN, Vec::new()).await.expect("axe-core answers");
    let outcome: Outcome = serde_json::from_value(result).expect("axe-core's answer can be read");
    if let Some(error) = outcome.error {
        panic!("axe-core failed: {error}");
    }
    assert!(outcome.passes > 0, "axe-core found nothing to check; is there a page?");
    outcome.violations.iter().map(Violation::to_text).collect()
}

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document).then(
        (found) => done({ passes: found.passes.length, violations: found.violations }),
        (error) => done({ passes: 0, violations: [], error: String(error) }),
    );
";

#[derive(Deserialize)]
struct Outcome {
    passes: usize,
    violations: Vec<Violation>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    impact: Option<String>,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    failure_summary: Option<String>,
}

impl Violation {
    fn to_text(&self) -> String {
        let impact = self.impact.as_deref().unwrap_or("unrated");
        let mut text = format!("{} ({impact}): {}", self.id, self.help);
        for node in &self.nodes {
            let summary = node.failure_summary.as_deref().unwrap_or_default().replace('\n', " ");
            text.push_str(&format!("\n  {}\n    {summary}", node.html));
        }
        text
    }
}
