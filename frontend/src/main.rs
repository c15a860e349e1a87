//! The browser's entry: the bundler calls it as soon as the module is loaded.

fn main() {
    minato_frontend::start();
}
