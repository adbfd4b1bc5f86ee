//! The program `rejoinder`: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    rejoinder::cli::main()
}
