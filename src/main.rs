//! The program `rejoinder`: everything is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// glibc's allocator keeps what a burst of sign-ins or of large bodies took, some hundred megabytes,
/// until the program ends; this one gives it back.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    rejoinder::cli::main()
}
