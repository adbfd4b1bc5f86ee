//! The program `rejoinder`: everything is in the library.

use std::process::ExitCode;

/// A comment takes some hundreds of small pieces of memory on its way, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rejoinder::cli::main()
}
