# make          builds the program and every book of the toolbox into output/
# make test     proves it, with the field's own validators
# Wherever cargo builds it.
WARRAQ = cargo run --release --locked --quiet --

.PHONY: all program books test validators check words validate bench clean

all: books

program:
	cargo build --release --locked

books: program
	$(WARRAQ) build

# Sources only: no book is made.
check: program
	$(WARRAQ) check

# The words of each publication and language, in the table of sources/README.md.
words: program
	$(WARRAQ) status --format markdown > target/words.md
	sed -i -e '/^<!-- words -->/,/^<!-- end of words -->/{//!d}' -e '/^<!-- words -->/r target/words.md' sources/README.md

# The tools that the tests ask: veraPDF, EPUBCheck, Ace, poppler, qpdf and others.
validators:
	tests/validators/install.sh

# What the validators say of every file in output/; `make test` asks them about some.
validate: validators books
	tests/validators/validate.sh

test: validators books
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo test --locked

# Time and memory beside Typst on a long real text.
bench: validators program
	benches/run.sh

clean:
	rm -rf output/* .validators
	cargo clean
